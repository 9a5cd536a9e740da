// A series as it is drawn: by its intervals or by days, on the organisation's clock. Pure.
import type { ForecastSeriesShown, HistoryPoint } from '@/lib/contract';
import type { Zone } from '@/lib/zone';
import { contactsOf } from './by-hand';
import type { At } from './spread';

export type Value = [wall: number, value: number | null];

export interface Drawn {
  history: Value[];
  points: At[];
  byHand: Value[];
  actuals: Value[];
  repaired: Value[];
}

const day = 86_400_000;
const dayOf = (wall: number) => Math.floor(wall / day) * day;

// Repairs of whole days; the others are of intervals.
const ofDays = new Set(['closed_day', 'odd_day']);

// A day without any interval that counts has no value.
function byDay(values: Value[]): Value[] {
  const sums = new Map<number, number | null>();
  for (const [wall, value] of values) {
    const before = sums.get(dayOf(wall)) ?? null;
    sums.set(dayOf(wall), value === null ? before : (before ?? 0) + value);
  }
  return [...sums];
}

export function drawn(
  { points, days, repairs }: ForecastSeriesShown,
  history: HistoryPoint[],
  zone: Zone,
  isDays: boolean,
): Drawn {
  const first = points[0] ? zone.wall(points[0].start) : Infinity;
  const came: Value[] = history.map(({ start, contacts }) => [zone.wall(start), contacts ?? null]);
  const before = came.filter(([wall]) => wall < first);
  const actuals: Value[] = points.map(({ start, actual_contacts }) => [
    zone.wall(start),
    actual_contacts ?? null,
  ]);
  const known = actuals.some(([, value]) => value !== null) ? actuals : [];
  if (!isDays)
    return {
      history: before,
      points: points.map((point) => ({ ...point, wall: zone.wall(point.start) })),
      byHand: points
        .filter(({ changed_contacts }) => changed_contacts != null)
        .map((point) => [zone.wall(point.start), contactsOf(point)]),
      actuals: known,
      repaired: repairs
        .filter(({ kind, now }) => !ofDays.has(kind) && now != null)
        .map(({ start, now }) => [zone.wall(start), now ?? 0]),
    };
  const changed = new Set(
    points.filter((point) => point.changed_contacts != null).map(({ start }) => dayOf(zone.wall(start))),
  );
  // What has not wholly come would look like too little.
  const begun = new Set(known.filter(([, value]) => value === null).map(([wall]) => dayOf(wall)));
  const planned = byDay(points.map((point) => [zone.wall(point.start), contactsOf(point)]));
  return {
    history: byDay(before),
    points: days.map((each) => ({ ...each, wall: Date.parse(`${each.date}T00:00:00Z`) })),
    byHand: planned.filter(([wall]) => changed.has(wall)),
    actuals: byDay(known.filter(([wall]) => !begun.has(dayOf(wall)))),
    repaired: repairs
      .filter(({ kind, now }) => ofDays.has(kind) && now != null)
      .map(({ start, now }) => [dayOf(zone.wall(start)), now ?? 0]),
  };
}
