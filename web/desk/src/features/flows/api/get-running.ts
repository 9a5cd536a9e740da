import { useQuery } from '@tanstack/react-query';
import type { RunningList } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

// Where the conversations are that go through the flow now; asked again and again while somebody looks.
export function useRunning(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: flowKeys.running(id),
    queryFn: async ({ signal }) =>
      (await http.get<RunningList>(`/flows/${id}/running`, undefined, signal)).items,
    refetchInterval: 2_000,
  });
}
