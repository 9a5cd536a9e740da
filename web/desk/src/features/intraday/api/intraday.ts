import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  EditOutcome,
  IntradayShown,
  Job,
  NewShiftOffer,
  OutlookWanted,
  ProposalEdit,
  ShiftOffer,
} from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

type Http = ReturnType<typeof useHttp>;

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

// One schedule after the other, at the version on which it was tried. All or nothing: what is done when one refuses is taken back.
export const useApplyEdits = () =>
  useScheduleChange(async (http, edits: ProposalEdit[]) => {
    const done: ProposalEdit[] = [];
    try {
      for (const wanted of edits) {
        const { schedule_id, version, edits: changes } = wanted;
        await http.post<EditOutcome>(`/workforce/schedules/${schedule_id}/edits`, {
          version,
          edits: changes,
        });
        done.unshift(wanted);
      }
    } catch (refusal) {
      await takeBack(http, done);
      throw refusal;
    }
  });
export const useUndoEdits = () => useScheduleChange(takeBack);

async function takeBack(http: Http, edits: ProposalEdit[]) {
  for (const { schedule_id } of edits)
    await http.post<EditOutcome>(`/workforce/schedules/${schedule_id}/undo`, { force_reason: '' });
}

function useScheduleChange(change: (http: Http, edits: ProposalEdit[]) => Promise<void>) {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: (edits: ProposalEdit[]) => change(http, edits),
    onSettled: () => queries.invalidateQueries({ queryKey: keys.schedules }),
  });
}

// Whoever may and wants to takes it; who comes first has it.
export function useOfferHours() {
  const http = useHttp();
  const queries = useQueryClient();
  return useMutation({
    mutationFn: async (offers: NewShiftOffer[]) => {
      for (const offer of offers) await http.post<ShiftOffer>('/workforce/shift-offers', offer);
    },
    onSettled: () => queries.invalidateQueries({ queryKey: keys.shiftRequests }),
  });
}
