import { useQuery } from '@tanstack/react-query';
import type { LineStatesNow } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Asked again and again while somebody looks.
export function useLineStates() {
  const http = useHttp();
  const { data } = useQuery({
    queryKey: keys.admin('/line-states'),
    queryFn: ({ signal }) => http.get<LineStatesNow>('/line-states', undefined, signal),
    refetchInterval: 5_000,
  });
  return {
    trunk: (id: string) => data?.trunks.find((each) => each.trunk_id === id),
    phone: (id: string) => data?.phones.find((each) => each.phone_id === id),
  };
}
