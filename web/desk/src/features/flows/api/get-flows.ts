import { useQuery } from '@tanstack/react-query';
import type { FlowList } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

export function useFlows() {
  const http = useHttp();
  return useQuery({
    queryKey: flowKeys.all,
    queryFn: async ({ signal }) => (await http.get<FlowList>('/flows', undefined, signal)).items,
    refetchInterval: 10_000,
  });
}
