// Rounds in which agents bid for lines of a schedule: as planners open and award them, and as agents rank.
import { useQuery } from '@tanstack/react-query';
import type {
  BidAnswer,
  BidRound,
  BidRoundShown,
  BidWishes,
  NewBidRound,
  ScheduleProblem,
} from '@/lib/contract';
import { useHttp } from '@/lib/http-context';
import { keys } from '@/lib/keys';
import { useOwnChange } from './own';
import { useRequestChange } from './planner';

const rounds = '/workforce/bid-rounds';

export function useBidRounds() {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'bids'],
    queryFn: async ({ signal }) => (await http.get<{ items: BidRound[] }>(rounds, undefined, signal)).items,
  });
}

export function useBidRound(id: string) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'bid', id],
    queryFn: ({ signal }) => http.get<BidRoundShown>(`${rounds}/${id}`, undefined, signal),
  });
}

// Who would get what by the wishes of now; keeps nothing.
export function useAwardTrial(id: string, isOpen: boolean) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'bid-trial', id],
    queryFn: () => http.post<BidAnswer>(`${rounds}/${id}/award`, { is_trial: true }),
    enabled: isOpen,
    retry: false,
    gcTime: 0,
  });
}

export function useCreateBidRound() {
  const http = useHttp();
  return useRequestChange((wanted: NewBidRound) => http.post<BidRound>(rounds, wanted));
}

export function useAwardBids(id: string) {
  const http = useHttp();
  return useRequestChange((is_early: boolean) => http.post<BidAnswer>(`${rounds}/${id}/award`, { is_early }));
}

export function useCancelBids(id: string) {
  const http = useHttp();
  return useRequestChange(() => http.post<BidRound>(`${rounds}/${id}/cancel`));
}

// Those whom a schedule plans: only they may bid for its lines.
export function usePlannedIn(scheduleId: string | undefined) {
  const http = useHttp();
  return useQuery({
    queryKey: [...keys.shiftRequests, 'planned-in', scheduleId],
    queryFn: async ({ signal }) =>
      (
        await http.get<ScheduleProblem>(`/workforce/schedules/${scheduleId}/problem`, undefined, signal)
      ).agents.map(({ name }) => name),
    enabled: scheduleId !== undefined,
  });
}

export function useMyBids() {
  const http = useHttp();
  return useQuery({
    queryKey: keys.ownBids,
    queryFn: async ({ signal }) =>
      (await http.get<{ items: BidRoundShown[] }>('/workforce/my-bids', undefined, signal)).items,
  });
}

export function useRankLines(id: string) {
  const http = useHttp();
  return useOwnChange((lines: number[]) => http.put<BidWishes>(`/workforce/my-bids/${id}`, { lines }));
}
