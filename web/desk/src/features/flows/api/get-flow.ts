import { useQuery } from '@tanstack/react-query';
import type { FlowWithDraft } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

// Always asked anew: who opens an editor wants what is there now.
export function useFlow(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: flowKeys.one(id),
    queryFn: ({ signal }) => http.get<FlowWithDraft>(`/flows/${id}`, undefined, signal),
    staleTime: 0,
  });
}
