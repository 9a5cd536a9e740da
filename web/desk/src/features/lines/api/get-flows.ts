import { useQuery } from '@tanstack/react-query';
import type { FlowList } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useFlows() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin('/flows'),
    queryFn: async ({ signal }) => (await http.get<FlowList>('/flows', undefined, signal)).items,
  });
}
