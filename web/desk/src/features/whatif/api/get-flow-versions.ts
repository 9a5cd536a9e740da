import { useQuery } from '@tanstack/react-query';
import type { FlowWithDraft } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// The numbers of what was published, the newest first.
export function useFlowVersions(id: string | undefined) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.admin('/flows'), id, 'versions'],
    queryFn: ({ signal }) => http.get<FlowWithDraft>(`/flows/${id ?? ''}`, undefined, signal),
    select: ({ versions }) => versions.map(({ version }) => version),
    enabled: id !== undefined,
  });
}
