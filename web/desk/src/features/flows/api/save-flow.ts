import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { FlowDefinition, FlowWithDraft } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

interface Saved {
  revision: number;
  name: string;
  draft: FlowDefinition;
}

// Refused when somebody else has saved since `revision`.
export function useSaveFlow(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: ({ revision, name, draft }: Saved) =>
      http.put<FlowWithDraft>(`/flows/${id}`, { name, draft }, { 'If-Match': `"${revision}"` }),
    onSuccess: (saved) => {
      queries.setQueryData(flowKeys.one(id), saved);
      return queries.invalidateQueries({ queryKey: flowKeys.all, exact: true });
    },
  });
}
