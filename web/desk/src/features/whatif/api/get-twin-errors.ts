import { useQuery } from '@tanstack/react-query';
import type { TwinErrorsShown } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

// Of the last four weeks.
export function useTwinErrors() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.twinErrors,
    queryFn: ({ signal }) => http.get<TwinErrorsShown>('/workforce/twin/errors', undefined, signal),
    select: ({ items }) => items,
  });
}
