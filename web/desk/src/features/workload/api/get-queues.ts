import { useQuery } from '@tanstack/react-query';
import type { HistoryQueues } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Which queues have how much history.
export function useHistoryQueues() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.workloadQueues,
    queryFn: ({ signal }) => http.get<HistoryQueues>('/workforce/history/queues', undefined, signal),
    select: ({ items }) => items,
  });
}
