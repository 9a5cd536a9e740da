import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FlowDefinition, FlowWithDraft } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

export function useCreateFlow() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (fields: { name: string; draft: FlowDefinition }) =>
      http.post<FlowWithDraft>('/flows', fields),
    onSuccess: () => queries.invalidateQueries({ queryKey: flowKeys.all, exact: true }),
  });
}
