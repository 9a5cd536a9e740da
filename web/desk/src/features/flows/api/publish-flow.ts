import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FlowVersion } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

// Publishes the draft as the server has it.
export function usePublishFlow(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (note: string) => http.post<FlowVersion>(`/flows/${id}/publish`, { note }),
    onSuccess: () => queries.invalidateQueries({ queryKey: flowKeys.all }),
  });
}
