// Long runs of planners: asked for once, then looked at until they are over.
import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Job, JobState, Page, WholeJob } from './contract';
import { useHttp } from './http-context';
import { keys } from './keys';

const path = '/workforce/jobs';
const askAgainMs = 1000;

// By its kind it is known what was asked for and what it gave.
export type JobOf<Request, Result> = Omit<WholeJob, 'request' | 'result'> & {
  request: Request;
  result?: Result;
};

export function isOver(state: JobState): boolean {
  return state !== 'queued' && state !== 'running';
}

// Asks again while it runs.
export function useJob<Request, Result>(id: string | undefined) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.job(id ?? ''),
    enabled: id !== undefined,
    queryFn: ({ signal }) => http.get<JobOf<Request, Result>>(`${path}/${id}`, undefined, signal),
    refetchInterval: ({ state }) => (state.data && isOver(state.data.state) ? false : askAgainMs),
  });
}

export interface JobFilters {
  kind?: string;
  state?: JobState;
}

export function useJobs(filters: JobFilters) {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.jobList(filters),
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<Job>>(path, { ...filters, cursor: pageParam || undefined, limit: 25 }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    refetchInterval: ({ state }) =>
      state.data?.pages.some(({ items }) => items.some((each) => !isOver(each.state))) ? askAgainMs : false,
    refetchOnMount: 'always',
  });
}

function useJobChange<Answer>(change: (http: ReturnType<typeof useHttp>, id: string) => Promise<Answer>) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => change(http, id),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.jobs }),
  });
}

export const useCancelJob = () => useJobChange((http, id) => http.post<Job>(`${path}/${id}/cancel`));
export const useRepeatJob = () => useJobChange((http, id) => http.post<Job>(`${path}/${id}/again`));
export const useForgetJob = () => useJobChange((http, id) => http.remove<void>(`${path}/${id}`));
