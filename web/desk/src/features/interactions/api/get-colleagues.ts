import { useQuery } from '@tanstack/react-query';
import type { Colleagues } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Presence and load of whom a transfer can reach; asked again while a dialog shows it.
export function useColleagues() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.colleagues,
    queryFn: ({ signal }) => http.get<Colleagues>('/agents', undefined, signal),
    staleTime: 2000,
    refetchInterval: 4000,
  });
}
