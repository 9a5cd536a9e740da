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

// Of contacts the sum; means are of the answered, shares of those who were answered or left, each of the intervals in which
// it was measured: files often say no more than how many came.
export function together(points: HistoryPoint[]): Known & { measured: number } {
  let [contacts, answered, measured] = [0, 0, 0];
  const [handle, waited, within, left] = [blank(), blank(), blank(), blank()];
  for (const point of points) {
    if (point.contacts == null) continue;
    measured += 1;
    contacts += point.contacts;
    answered += point.answered ?? 0;
    // Files may say how long contacts took without how many of them were answered.
    const weight = point.answered ?? point.contacts;
    const ended = (point.answered ?? 0) + (point.abandoned ?? 0);
    if (point.handle_s != null) add(handle, point.handle_s * weight, weight);
    if (point.waited_s != null) add(waited, point.waited_s * weight, weight);
    if (point.answered_within != null) add(within, point.answered_within, ended);
    if (point.abandoned != null) add(left, point.abandoned, ended);
  }
  return {
    measured,
    ...(measured > 0 && { contacts }),
    ...(answered + left.sum > 0 && { answered }),
    ...(within.of > 0 && { in_time: within.sum / within.of }),
    ...(left.of > 0 && { abandoned: left.sum / left.of }),
    ...(handle.of > 0 && { handle_s: handle.sum / handle.of }),
    ...(waited.of > 0 && { waited_s: waited.sum / waited.of }),
  };
}

interface Part {
  sum: number;
  of: number;
}
const blank = (): Part => ({ sum: 0, of: 0 });
function add(part: Part, sum: number, of: number) {
  part.sum += sum;
  part.of += of;
}

export function valueOf(point: HistoryPoint, figure: Figure): number | null {
  return together([point])[figure] ?? null;
}
