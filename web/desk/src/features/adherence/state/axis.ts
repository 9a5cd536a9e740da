// The time axis that all rows of a day share. Pure; times in ms.
import type { AdherenceDay } from '@/lib/contract';
import type { Zone } from '@/lib/zone';

export interface Axis {
  from: number;
  to: number;
}

const hour = 3_600_000;
const labelsMost = 12;

// From the first shift or presence to the last, in whole hours of the organisation's clock, within the day.
export function axisOf({ from, to, items }: AdherenceDay, now: number): Axis {
  const [begin, end] = [Date.parse(from), Date.parse(to)];
  let [first, last] = [end, begin];
  const take = (at: number, until: number) => {
    first = Math.min(first, at);
    last = Math.max(last, until);
  };
  for (const { scheduled, seen } of items) {
    for (const part of scheduled) take(Date.parse(part.from), Date.parse(part.to));
    for (const part of seen)
      if (part.presence !== 'offline') take(Date.parse(part.from), part.to ? Date.parse(part.to) : now);
  }
  if (last <= first) return { from: begin, to: end };
  const whole = (at: number, round: (value: number) => number) => begin + round((at - begin) / hour) * hour;
  return {
    from: Math.max(begin, whole(first, Math.floor)),
    to: Math.min(end, Math.max(whole(last, Math.ceil), whole(first, Math.floor) + hour)),
  };
}

export interface Place {
  left: number; // percent of the axis
  width: number;
}

// null: outside of it.
export function placeOf({ from, to }: Axis, begin: number, end: number): Place | null {
  const [first, last] = [Math.max(from, begin), Math.min(to, end)];
  if (last <= first) return null;
  const percent = 100 / (to - from);
  return { left: (first - from) * percent, width: (last - first) * percent };
}

// Hours with a label, as many as there is room for.
export function hoursOf({ from, to }: Axis, zone: Zone): { at: number; label: string }[] {
  const count = Math.round((to - from) / hour);
  const step = Math.max(1, Math.ceil(count / labelsMost));
  return Array.from({ length: Math.floor((count - 1) / step) + 1 }, (_, place) => {
    const at = from + place * step * hour;
    return { at, label: new Date(zone.wall(at)).toISOString().slice(11, 16) };
  });
}
