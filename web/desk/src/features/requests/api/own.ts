// What an agent sees of their own work: shifts, time off, swaps, offers, the calendar's address.
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import type {
  AcceptSwap,
  AskTimeOff,
  CalendarAddress,
  MyShifts,
  MySwaps,
  MyTimeOff,
  OfferAnswer,
  OfferSwap,
  ShiftOffer,
  ShiftSwap,
  SwapAnswer,
  TimeOffAnswer,
  TimeOffRequest,
} from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';

export function useMyShifts(from: string, to: string) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.ownShifts(from, to),
    queryFn: ({ signal }) => http.get<MyShifts>('/workforce/my-shifts', { from, to }, signal),
  });
}

export function useMyTimeOff(year: number) {
  const http = useHttp();
  return useQuery({
    queryKey: keys.ownTimeOff(year),
    queryFn: ({ signal }) => http.get<MyTimeOff>('/workforce/my-time-off', { year }, signal),
  });
}

export function useMySwaps() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.ownSwaps,
    queryFn: ({ signal }) => http.get<MySwaps>('/workforce/my-swaps', undefined, signal),
  });
}

export function useMyOffers() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.ownOffers,
    queryFn: async ({ signal }) =>
      (await http.get<{ items: ShiftOffer[] }>('/workforce/my-offers', undefined, signal)).items,
  });
}

// Every one of them may change shifts, balances and what waits.
export function useOwnChange<In, Out>(send: (wanted: In) => Promise<Out>) {
  const queries = useQueryClient();
  return useMutation({
    mutationFn: send,
    onSettled: () => queries.invalidateQueries({ queryKey: keys.own }),
  });
}

export function useAskTimeOff() {
  const http = useHttp();
  return useOwnChange((wanted: AskTimeOff) => http.post<TimeOffAnswer>('/workforce/my-time-off', wanted));
}

// What would become of it, while it is being filled in.
export function useTimeOffTrial(wanted: AskTimeOff | null) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.own, 'time-off-trial', wanted],
    queryFn: () => http.post<TimeOffAnswer>('/workforce/my-time-off', { ...wanted, is_trial: true }),
    enabled: wanted !== null,
    retry: false,
    gcTime: 0,
  });
}

export function useWithdrawTimeOff() {
  const http = useHttp();
  return useOwnChange((id: string) => http.post<TimeOffRequest>(`/workforce/my-time-off/${id}/withdraw`));
}

export function useOfferSwap() {
  const http = useHttp();
  return useOwnChange((wanted: OfferSwap) => http.post<ShiftSwap>('/workforce/my-swaps', wanted));
}

export function useAcceptSwap(id: string) {
  const http = useHttp();
  return useOwnChange((wanted: AcceptSwap) =>
    http.post<SwapAnswer>(`/workforce/my-swaps/${id}/accept`, wanted),
  );
}

export function useSwapTrial(id: string, day: string) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.own, 'swap-trial', id, day],
    queryFn: () => http.post<SwapAnswer>(`/workforce/my-swaps/${id}/accept`, { day, is_trial: true }),
    retry: false,
    gcTime: 0,
  });
}

export function useWithdrawSwap() {
  const http = useHttp();
  return useOwnChange((id: string) => http.post<ShiftSwap>(`/workforce/my-swaps/${id}/withdraw`));
}

export function useTakeOffer(id: string) {
  const http = useHttp();
  return useOwnChange(() => http.post<OfferAnswer>(`/workforce/my-offers/${id}/accept`, {}));
}

export function useMakeCalendar() {
  const http = useHttp();
  return useMutation({ mutationFn: () => http.post<CalendarAddress>('/workforce/my-calendar') });
}

export function useEndCalendar() {
  const http = useHttp();
  return useMutation({ mutationFn: () => http.remove<undefined>('/workforce/my-calendar') });
}
