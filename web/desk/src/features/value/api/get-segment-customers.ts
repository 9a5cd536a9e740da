import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Page, SegmentCustomer } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useSegmentCustomers(id: string) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.segmentCustomers(id),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<SegmentCustomer>>(
        `/segments/${id}/customers`,
        { cursor: pageParam || undefined, limit: 50 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });
}
