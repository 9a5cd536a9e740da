import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useRemoveTotp() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (password: string) => http.post<void>('/session/totp/remove', { password }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.session }),
  });
}
