// The shifts of a schedule by agent and day, and what changes in them. Pure.
import type { Shift, ShiftEdit, ShiftViolation } from '@/lib/contract';
import type { Place } from './moves';

export type Book = Map<string, Shift>;

export const placeKey = ({ agent_id, day }: Place) => `${agent_id}/${day}`;

export function bookOf(shifts: Shift[]): Book {
  return new Map(shifts.map((shift) => [placeKey(shift), shift]));
}

// With the shifts that the server says are there after the edits, and nothing else where they were made.
export function afterEdits(shifts: Shift[], edits: ShiftEdit[], made: Shift[]): Shift[] {
  const touched = new Set(edits.map(placeKey));
  return [...shifts.filter((shift) => !touched.has(placeKey(shift))), ...made];
}

// Rules that say something of a whole week or of all days stand beside the name.
export interface Broken {
  at: Map<string, ShiftViolation[]>; // of a shift, by agent and day
  of: Map<string, ShiftViolation[]>; // of an agent
}

const ofWeeks = new Set<ShiftViolation['rule']>([
  'paid_week_min',
  'paid_week_max',
  'days_week_max',
  'paid_total_min',
  'paid_total_max',
  'weekends_max',
  'weekends_in_row_max',
  'nights_max',
]);

export function brokenOf(violations: ShiftViolation[]): Broken {
  const broken: Broken = { at: new Map(), of: new Map() };
  for (const each of violations) {
    const [map, key] =
      each.day === '' || ofWeeks.has(each.rule) ? [broken.of, each.agent_id] : [broken.at, placeKey(each)];
    map.set(key, [...(map.get(key) ?? []), each]);
  }
  return broken;
}

// Seconds by agent; of one week, or altogether.
export function paidBy(shifts: Shift[], dates?: Set<string>): Map<string, number> {
  const paid = new Map<string, number>();
  for (const { agent_id, day, paid_s } of shifts)
    if (!dates || dates.has(day)) paid.set(agent_id, (paid.get(agent_id) ?? 0) + paid_s);
  return paid;
}
