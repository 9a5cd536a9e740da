import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

export function useRemoveFlow() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.remove<void>(`/flows/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: flowKeys.all, exact: true }),
  });
}
