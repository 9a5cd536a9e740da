import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { CustomerRow, Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useFoundCustomers(q: string) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.foundCustomers(q),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<CustomerRow>>(
        '/customers',
        { q: q || undefined, cursor: pageParam || undefined, limit: 50 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });
}
