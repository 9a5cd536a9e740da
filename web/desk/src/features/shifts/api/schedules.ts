import { useInfiniteQuery, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { Job, NewSchedule, Page, ShiftPlan } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const path = '/workforce/schedules';
const lookAgainMs = 15_000;

export function useSchedules() {
  const http = useHttp();
  return useInfiniteQuery({
    queryKey: keys.scheduleList,
    queryFn: ({ pageParam, signal }) =>
      http.get<Page<ShiftPlan>>(path, { cursor: pageParam || undefined, limit: 25 }, signal),
    initialPageParam: '',
    getNextPageParam: (last) => last.next_cursor,
    refetchOnMount: 'always',
  });
}

// Asks now and then, so that one sees when others have changed it.
export function useSchedule(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.schedule(id),
    queryFn: ({ signal }) => http.get<ShiftPlan>(`${path}/${id}`, undefined, signal),
    refetchInterval: lookAgainMs,
    refetchOnMount: 'always',
  });
}

export function useCreateSchedule() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: NewSchedule) => http.post<ShiftPlan>(path, wanted),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.scheduleList }),
  });
}

export function useDeleteSchedule() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (id: string) => http.remove<void>(`${path}/${id}`),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.scheduleList }),
  });
}

export function usePublishSchedule(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (force_reason: string) => http.post<ShiftPlan>(`${path}/${id}/publish`, { force_reason }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.schedules }),
  });
}

export function useFillSchedule(id: string) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (seconds_max: number) => http.post<Job>(`${path}/${id}/fill`, { seconds_max }),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.jobs }),
  });
}
