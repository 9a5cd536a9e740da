import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type { EditOutcome, IntradayShown, Job, OutlookWanted, ProposalEdit } from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const askAgainMs = 60_000;
const soonMs = 2_000; // while one is being made

// While it is asked for, the server makes a new one every quarter of an hour.
export function useIntraday() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.intraday,
    queryFn: ({ signal }) => http.get<IntradayShown>('/workforce/intraday', undefined, signal),
    refetchInterval: ({ state }) => (state.data?.is_making ? soonMs : askAgainMs),
  });
}

export function useMakeOutlook() {
  const http = useHttp();
  return useMutation({
    mutationFn: (wanted: OutlookWanted) => http.post<Job>('/workforce/outlook', wanted),
  });
}

function useScheduleChange<Wanted>(
  change: (http: ReturnType<typeof useHttp>, wanted: Wanted) => Promise<EditOutcome>,
) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (wanted: Wanted) => change(http, wanted),
    onSuccess: () => queries.invalidateQueries({ queryKey: keys.schedules }),
  });
}

// One change of the schedule, at the version on which it was tried.
export const useApplyProposal = () =>
  useScheduleChange((http, { schedule_id, version, edits }: ProposalEdit) =>
    http.post<EditOutcome>(`/workforce/schedules/${schedule_id}/edits`, { version, edits }),
  );
export const useUndoProposal = () =>
  useScheduleChange((http, { schedule_id }: ProposalEdit) =>
    http.post<EditOutcome>(`/workforce/schedules/${schedule_id}/undo`, { force_reason: '' }),
  );
