import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { ForecastRequirementsWanted, Job, KeptForecast, Page } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// The newest ones, to choose from.
export function useForecastChoice() {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.forecasts, 'choice'],
    queryFn: ({ signal }) => http.get<Page<KeptForecast>>('/workforce/forecasts', { limit: 100 }, signal),
    select: ({ items }) => items,
    refetchOnMount: 'always',
  });
}

export function useForecastRequirements() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: ForecastRequirementsWanted) =>
      http.post<Job>('/workforce/requirements/for-forecast', wanted),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.jobs }),
  });
}
