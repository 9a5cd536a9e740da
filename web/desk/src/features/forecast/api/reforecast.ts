import { useQuery } from '@tanstack/react-query';
import type { Reforecasts } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import type { SeriesName } from './forecasts';

const askAgainMs = 60_000;

// Of today; undefined where the forecast has no such day.
export function useReforecast(id: string, { queue_id, channel }: SeriesName, isWanted: boolean) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.reforecast(id, { queue_id, channel }),
    enabled: isWanted,
    queryFn: ({ signal }) =>
      http.get<Reforecasts>(`/workforce/forecasts/${id}/reforecast`, { queue_id, channel }, signal),
    select: ({ items }) => items[0],
    refetchInterval: askAgainMs,
  });
}
