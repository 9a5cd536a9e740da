import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query';
import type { Page, ShownRecording } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export interface RecordingFilters {
  queue_id?: string;
  agent_id?: string;
  from?: string;
  to?: string;
  is_kept?: boolean;
}

export function useSearchRecordings(filters: RecordingFilters) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.allRecordings(filters),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<ShownRecording>>(
        '/recordings',
        { ...filters, cursor: pageParam || undefined, limit: 50 },
        signal,
      ),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    placeholderData: keepPreviousData,
    staleTime: 0,
  });
}
