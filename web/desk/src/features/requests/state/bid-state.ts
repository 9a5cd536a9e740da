// What a round of bids is now: open until its time, then closed until somebody awards it. Pure.
import type { BidRound } from '@/lib/contract';

export type RoundState = 'open' | 'closed' | 'awarded' | 'cancelled';

export const roundState = (
  { state, closes_at }: Pick<BidRound, 'state' | 'closes_at'>,
  now: number,
): RoundState => (state === 'open' && Date.parse(closes_at) <= now ? 'closed' : state);
