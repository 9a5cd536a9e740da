// What waits for a planner, and what planners offer.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  NewShiftOffer,
  Page,
  RequestDecision,
  ShiftOffer,
  ShiftPlan,
  ShiftSwap,
  SwapAnswer,
  TimeOffAnswer,
  TimeOffRequest,
  TimeOffType,
} from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

const root = '/workforce';

export function useTimeOffRequests(state: string | undefined) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'time-off', state ?? ''],
    queryFn: async ({ signal }) =>
      (await http.get<Page<TimeOffRequest>>(`${root}/time-off-requests`, { state, limit: 200 }, signal))
        .items,
  });
}

export function useTimeOffTypes() {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'types'],
    queryFn: async ({ signal }) =>
      (await http.get<Page<TimeOffType>>(`${root}/time-off-types`, { limit: 200 }, signal)).items,
  });
}

export function useShiftSwaps() {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'swaps'],
    queryFn: async ({ signal }) =>
      (await http.get<{ items: ShiftSwap[] }>(`${root}/shift-swaps`, undefined, signal)).items,
  });
}

export function useShiftOffers() {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'offers'],
    queryFn: async ({ signal }) =>
      (await http.get<{ items: ShiftOffer[] }>(`${root}/shift-offers`, undefined, signal)).items,
  });
}

// The newest, drafts among them.
export function useSchedules() {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'schedules'],
    queryFn: async ({ signal }) =>
      (await http.get<Page<ShiftPlan>>(`${root}/schedules`, { limit: 50 }, signal)).items,
  });
}

export type DecidedKind = 'time-off-requests' | 'shift-swaps';

export function useRequestEffect(kind: DecidedKind, id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'effect', kind, id],
    queryFn: async ({ signal }) =>
      (await http.get<TimeOffAnswer | SwapAnswer>(`${root}/${kind}/${id}`, undefined, signal)).effect,
  });
}

export function useRequestChange<In, Out>(send: (wanted: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.shiftRequests }),
  });
}

export function useDecide(kind: DecidedKind, id: string) {
  const http = useHttp();
  return useRequestChange(({ verb, ...decision }: RequestDecision & { verb: 'approve' | 'decline' }) =>
    http.post(`${root}/${kind}/${id}/${verb}`, decision),
  );
}

export function useCreateShiftOffer() {
  const http = useHttp();
  return useRequestChange((wanted: NewShiftOffer) => http.post<ShiftOffer>(`${root}/shift-offers`, wanted));
}

export function useCloseShiftOffer() {
  const http = useHttp();
  return useRequestChange((id: string) => http.post<ShiftOffer>(`${root}/shift-offers/${id}/close`));
}
