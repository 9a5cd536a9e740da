// An outlook's points as a chart draws them, on the organisation's clock. Pure.
import type { OutlookPoint, OutlookRange, QueueOutlook } from '@/lib/contract';
import type { Zone } from '@/lib/zone';

export type Value = [wall: number, value: number | null];

export interface Band {
  low: Value[];
  width: Value[]; // stacked on `low`
}

export interface Drawn {
  walls: number[];
  actual: Value[];
  forecast: Value[];
  reforecast: Value[];
  contacts: Band;
  level: Value[];
  levelBand: Band;
  planned: Value[];
  there: Value[];
}

const quiet = 0.05; // contacts; fewer are nobody

// From the first to the last interval in which somebody comes or works, with one around them.
export function shownPoints(points: OutlookPoint[]): OutlookPoint[] {
  const isLively = (point: OutlookPoint) =>
    point.contacts.p90 > quiet || point.forecast > quiet || point.planned > 0 || point.there > 0;
  const first = points.findIndex(isLively);
  const last = points.findLastIndex(isLively);
  return first < 0 ? points : points.slice(Math.max(0, first - 1), last + 2);
}

export function drawn(points: OutlookPoint[], zone: Zone): Drawn {
  const walls = points.map(({ start }) => zone.wall(start));
  const along = (value: (point: OutlookPoint) => number | null | undefined): Value[] =>
    points.map((point, place) => [walls[place] ?? 0, value(point) ?? null]);
  const band = (range: (point: OutlookPoint) => OutlookRange | undefined): Band => ({
    low: along((point) => range(point)?.p10),
    width: along((point) => {
      const of = range(point);
      return of && of.p90 - of.p10;
    }),
  });
  const isAhead = ({ contacts }: OutlookPoint) => contacts.p90 > contacts.p10;
  return {
    walls,
    actual: along(({ actual_contacts }) => actual_contacts),
    forecast: along(({ forecast }) => forecast),
    reforecast: along(({ reforecast }) => reforecast),
    contacts: band((point) => (isAhead(point) ? point.contacts : undefined)),
    level: along(({ service_level }) => service_level && service_level.mean * 100),
    levelBand: band(
      ({ service_level: of }) => of && { mean: of.mean * 100, p10: of.p10 * 100, p90: of.p90 * 100 },
    ),
    planned: along(({ planned }) => planned),
    there: along(({ there }) => there),
  };
}

// Which of the two ways is better for customers.
export type Verdict = 'better' | 'worse' | 'unsure';
export function verdictOf(figure: { difference: number; is_sure: boolean }, better: 1 | -1): Verdict {
  if (!figure.is_sure || figure.difference === 0) return 'unsure';
  return figure.difference * better > 0 ? 'better' : 'worse';
}

// What the queue is held to: its own, else the day's.
export const targetOf = (queues: QueueOutlook[], id: string, target: number): number =>
  queues.find(({ queue_id }) => queue_id === id)?.service_level_target ?? target;
