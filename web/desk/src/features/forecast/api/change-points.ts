import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ForecastSeriesShown } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import type { PointChange } from '../state/by-hand';
import type { SeriesName } from './forecasts';

// The answer is the series as it is now.
export function useChangePoints(id: string, { queue_id, channel }: SeriesName) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (points: PointChange[]) =>
      http.put<ForecastSeriesShown>(`/workforce/forecasts/${id}/points`, { queue_id, channel, points }),
    onSuccess: (series) => queries.setQueryData(keys.forecastSeries(id, { queue_id, channel }), series),
  });
}
