import { useQuery } from '@tanstack/react-query';
import type { HoldMusic } from '@/lib/api-types';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useHoldMusic() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.admin('/hold-music'),
    queryFn: ({ signal }) => http.get<HoldMusic>('/hold-music', undefined, signal),
    staleTime: 0,
  });
}
