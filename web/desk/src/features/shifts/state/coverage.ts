// Who is needed and who is there: sums, and the steps that charts are drawn from. Pure.
import type { StaffCoverage } from '@/lib/contract';
import type { ScheduleDays } from './days';

export interface CoverageSlot {
  from: number;
  to: number;
  needed: number;
  scheduled: number;
}

const hourMs = 3_600_000;

// Of a stretch of time; without the intervals in which nobody is needed or there.
export function slotsOf(
  { points }: StaffCoverage,
  interval_s: number,
  from: number,
  to: number,
): CoverageSlot[] {
  const length = interval_s * 1000;
  return points
    .map(({ start, needed, scheduled }) => ({
      from: Date.parse(start),
      to: Date.parse(start) + length,
      needed,
      scheduled,
    }))
    .filter((slot) => slot.to > from && slot.from < to && (slot.needed > 0 || slot.scheduled > 0));
}

export interface Balance {
  under: number; // hours of agents too few
  over: number;
}

export function balanceOf(slots: CoverageSlot[]): Balance {
  const balance = { under: 0, over: 0 };
  for (const { from, to, needed, scheduled } of slots) {
    const hours = ((scheduled - needed) * (to - from)) / hourMs;
    if (hours > 0) balance.over += hours;
    else balance.under -= hours;
  }
  return balance;
}

// By day of the schedule, over all requirements.
export function balanceByDay(coverage: StaffCoverage[], interval_s: number, days: ScheduleDays): Balance[] {
  const all = days.dates.map(() => ({ under: 0, over: 0 }));
  const hours = interval_s / 3600;
  for (const { points } of coverage) {
    let day = 0;
    for (const { start, needed, scheduled } of points) {
      const at = Date.parse(start);
      if (at < days.begin(day)) day = 0;
      while (day < all.length - 1 && at >= days.begin(day + 1)) day += 1;
      const balance = all[day];
      const difference = (scheduled - needed) * hours;
      if (balance && difference > 0) balance.over += difference;
      if (balance && difference < 0) balance.under -= difference;
    }
  }
  return all;
}

export function mostOf(slots: CoverageSlot[]): number {
  return Math.max(1, ...slots.map(({ needed, scheduled }) => Math.max(needed, scheduled)));
}

// The outline of one of the figures as points of a polygon: x in shares of the axis, y in shares of `most`.
export function outline(
  slots: CoverageSlot[],
  height: (slot: CoverageSlot) => number,
  share: (at: number) => number,
  most: number,
): [number, number][] {
  const points: [number, number][] = [];
  let last = Number.NaN;
  for (const slot of slots) {
    const y = height(slot) / most;
    if (slot.from !== last) {
      if (points.length > 0) points.push([share(last), 0]);
      points.push([share(slot.from), 0]);
    }
    points.push([share(slot.from), y], [share(slot.to), y]);
    last = slot.to;
  }
  if (points.length > 0) points.push([share(last), 0]);
  return points;
}
