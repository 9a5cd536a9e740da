import { useQuery } from '@tanstack/react-query';
import type { FlowList } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Those that customers begin with.
export function useFlowNames() {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.admin('/flows'), 'names'],
    queryFn: async ({ signal }) => (await http.get<FlowList>('/flows', undefined, signal)).items,
    select: (flows) => flows.filter(({ purpose }) => purpose === 'entrance'),
  });
}
