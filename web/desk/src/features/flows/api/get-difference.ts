import { useQuery } from '@tanstack/react-query';
import type { FlowDifference } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

// From one version to another; 0 is the draft as the server has it, of this revision.
export function useDifference(
  id: string,
  versions: { from: number; to: number } | undefined,
  revision: number,
) {
  const http = useHttp();
  const { from = 0, to = 0 } = versions ?? {};
  return useQuery({
    queryKey: [...flowKeys.difference(id, from, to), from === 0 || to === 0 ? revision : 'published'],
    queryFn: ({ signal }) => http.get<FlowDifference>(`/flows/${id}/difference`, { from, to }, signal),
    enabled: versions !== undefined,
  });
}
