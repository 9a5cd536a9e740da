import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { InteractionRecord, Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export interface Filters {
  text?: string;
  state?: string;
  queue_id?: string;
  agent_id?: string;
  from?: string;
  to?: string;
}

export function useFoundInteractions(filters: Filters) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.history(filters),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<InteractionRecord>>(
        '/interactions',
        { ...filters, cursor: pageParam || undefined, limit: 50 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
  });
}
