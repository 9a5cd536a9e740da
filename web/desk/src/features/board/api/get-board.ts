import { useQuery } from '@tanstack/react-query';
import type { Board } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { useBoardFeed } from '@/lib/live/live-context';

// The whole board once; the feed changes its rows at most once a second. Now and then anew, in case of doubt.
export function useBoard() {
  const http = useHttp();
  useBoardFeed();
  return useQuery({
    queryKey: keys.board,
    queryFn: ({ signal }) => http.get<Board>('/board', undefined, signal),
    refetchInterval: 60_000,
  });
}
