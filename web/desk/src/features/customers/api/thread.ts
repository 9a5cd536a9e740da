import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Page, ThreadEntry } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useThread(id: string, q: string) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.customerThread(id, q),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<ThreadEntry>>(
        `/customers/${id}/thread`,
        { q: q || undefined, cursor: pageParam || undefined, limit: 50 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });
}
