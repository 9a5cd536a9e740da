// What came to a queue, interval by interval.
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { ChannelKind, HistoryShown } from './contract';
import { useHttp } from './http-context';
import { keys } from './keys';

export interface SeriesRange {
  queue_id: string;
  channel: ChannelKind;
  from: string;
  to: string;
  interval_min: number;
}

// null: nothing is asked.
export function useSeries(range: SeriesRange | null) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.workloadSeries(range ?? {}),
    enabled: range !== null,
    queryFn: ({ signal }) => http.get<HistoryShown>('/workforce/history', { ...range }, signal),
    select: ({ items }) => items[0]?.points ?? [],
    placeholderData: keepPreviousData,
  });
}
