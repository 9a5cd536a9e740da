// Who is needed and who is there: sums, and the steps that charts are drawn from. Pure.
import type { StaffCoverage } from '@/lib/contract';
import type { ScheduleDays } from './days';

export interface CoverageSlot {
  from: number;
  to: number;
  needed: number;
  scheduled: number;
}

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

// On some of the days.
export function balanceOn(
  dates: Set<string>,
  coverage: StaffCoverage[],
  interval_s: number,
  days: ScheduleDays,
): Balance {
  const sum = { under: 0, over: 0 };
  balanceByDay(coverage, interval_s, days).forEach(({ under, over }, day) => {
    if (!dates.has(days.dates[day] ?? '')) return;
    sum.under += under;
    sum.over += over;
  });
  return sum;
}

// With the figures of an answer where it has any.
export function withAnswer(
  balances: Balance[],
  answer: StaffCoverage[] | undefined,
  interval_s: number,
  days: ScheduleDays,
): Balance[] {
  const [first] = answer ?? [];
  if (!answer || !first) return balances;
  const touched = new Set<number>();
  for (const { start } of first.points) {
    const at = Date.parse(start);
    touched.add(days.dates.findIndex((_, day) => days.begin(day) <= at && at < days.begin(day + 1)));
  }
  const after = balanceByDay(answer, interval_s, days);
  return balances.map((before, day) => (touched.has(day) ? (after[day] ?? before) : before));
}

export function mostOf(slots: CoverageSlot[]): number {
  return Math.max(1, ...slots.map(({ needed, scheduled }) => Math.max(needed, scheduled)));
}

export const stripsAtFirst = 4;

// Whose strips are shown above the shifts: those that were chosen, or else those that lack most. In their own order.
export function shownStrips(coverage: StaffCoverage[], chosen: string[]): StaffCoverage[] {
  const known = coverage.filter(({ requirement }) => chosen.includes(requirement));
  if (known.length > 0) return known;
  const worst = new Set(
    [...coverage]
      .sort((a, b) => b.under_hours - a.under_hours || b.over_hours - a.over_hours)
      .slice(0, stripsAtFirst),
  );
  return coverage.filter((each) => worst.has(each));
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
