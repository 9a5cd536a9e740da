import { useQuery } from '@tanstack/react-query';
import type { EntranceList } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { flowKeys } from './keys';

export function useEntrances() {
  const http = useHttp();
  return useQuery({
    queryKey: flowKeys.entrances,
    queryFn: async ({ signal }) => (await http.get<EntranceList>('/flow-entrances', undefined, signal)).items,
  });
}
