// What a queue's intervals say, alone and together. Pure.
import type { HistoryPoint } from '@/lib/contract';

export const figures = ['contacts', 'handle_s', 'in_time', 'abandoned', 'waited_s'] as const;
export type Figure = (typeof figures)[number];
export type FigureUnit = 'count' | 'share' | 'seconds';

export const unitOf: Record<Figure, FigureUnit> = {
  contacts: 'count',
  handle_s: 'seconds',
  in_time: 'share',
  abandoned: 'share',
  waited_s: 'seconds',
};

type Known = Partial<Record<Figure | 'answered', number>>;

// Of contacts the sum; means are of the answered, shares of those who were answered or left.
export function together(points: HistoryPoint[]): Known & { measured: number } {
  let [contacts, answered, within, abandoned, measured] = [0, 0, 0, 0, 0];
  let [handle, handled, waited, waiters] = [0, 0, 0, 0];
  for (const point of points) {
    if (point.contacts == null) continue;
    measured += 1;
    contacts += point.contacts;
    answered += point.answered ?? 0;
    within += point.answered_within ?? 0;
    abandoned += point.abandoned ?? 0;
    // Files may say how long contacts took without how many of them were answered.
    const weight = point.answered ?? point.contacts;
    if (point.handle_s != null) [handle, handled] = [handle + point.handle_s * weight, handled + weight];
    if (point.waited_s != null) [waited, waiters] = [waited + point.waited_s * weight, waiters + weight];
  }
  const ended = answered + abandoned;
  return {
    measured,
    ...(measured > 0 && { contacts }),
    ...(ended > 0 && { answered, in_time: within / ended, abandoned: abandoned / ended }),
    ...(handled > 0 && { handle_s: handle / handled }),
    ...(waiters > 0 && { waited_s: waited / waiters }),
  };
}

export function valueOf(point: HistoryPoint, figure: Figure): number | null {
  return together([point])[figure] ?? null;
}
