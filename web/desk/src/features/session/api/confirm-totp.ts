import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useConfirmTotp() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (code: string) => http.post<void>('/session/totp/confirm', { code }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.session }),
  });
}
