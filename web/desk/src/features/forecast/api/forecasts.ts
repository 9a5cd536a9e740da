import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  ForecastSeriesHead,
  ForecastSeriesList,
  ForecastWanted,
  Job,
  KeptForecast,
  Page,
  WholeForecast,
} from '@/lib/contract';
import { Problem } from '@/lib/http';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/workforce/forecasts';

export type SeriesName = Pick<ForecastSeriesHead, 'queue_id' | 'channel'>;

export function useForecasts() {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.forecasts,
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<KeptForecast>>(path, { cursor: pageParam || undefined, limit: 25 }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    refetchOnMount: 'always',
  });
}

export function useForecast(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.forecast(id),
    queryFn: ({ signal }) => http.get<WholeForecast>(`${path}/${id}`, undefined, signal),
  });
}

export function useForecastSeries(id: string, { queue_id, channel }: SeriesName) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.forecastSeries(id, { queue_id, channel }),
    queryFn: async ({ signal }) => {
      const query = { queue_id, channel };
      const { items } = await http.get<ForecastSeriesList>(`${path}/${id}/series`, query, signal);
      if (!items[0]) throw new Problem(404, { reason: 'not_found' });
      return items[0];
    },
  });
}

export function useMakeForecast() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: ForecastWanted) => http.post<Job>(path, wanted),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.jobs }),
  });
}

export function useForgetForecast() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.remove<void>(`${path}/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.forecasts, exact: true }),
  });
}

export const tablePath = (id: string, isWorkbook: boolean) =>
  `/api/v1${path}/${id}/table?is_workbook=${isWorkbook}`;
