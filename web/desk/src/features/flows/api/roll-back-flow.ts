import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FlowVersion } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

// What the version said is published again, under a new number.
export function useRollBackFlow(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (version: number) => http.post<FlowVersion>(`/flows/${id}/roll-back`, { version }),
    onSuccess: () => queries.invalidateQueries({ queryKey: flowKeys.all }),
  });
}
