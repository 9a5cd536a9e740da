import { useQuery } from '@tanstack/react-query';
import type { Desk } from './contract';
import { useHttp } from './http-context';
import { keys } from './keys';
import { useLive } from './live/live-context';

// What is mine now. Kept up to date by the feed, so an answer is never merely old.
export function useDesk() {
  const http = useHttp();
  const { cache, feed } = useLive();
  return useQuery({
    queryKey: keys.desk,
    queryFn: async ({ signal }) => {
      const desk = await http.get<Desk>('/desk', undefined, signal);
      feed.settle(desk.seq);
      return cache.freshest(desk);
    },
    staleTime: Infinity,
  });
}
