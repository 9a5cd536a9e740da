// Days of weeks and months as "2026-03-02". Pure.
import type { Zone } from '@/lib/zone';

const dayMs = 86_400_000;

const utc = (date: string) => Date.parse(`${date}T00:00:00Z`);
const dateOf = (ms: number) => new Date(ms).toISOString().slice(0, 10);

export const addDays = (date: string, days: number) => dateOf(utc(date) + days * dayMs);

// From the Monday on.
export function weekOf(date: string): string[] {
  const weekday = (new Date(utc(date)).getUTCDay() + 6) % 7;
  return Array.from({ length: 7 }, (_, i) => addDays(date, i - weekday));
}

export function monthOf(date: string): string[] {
  const [year, month] = date.split('-').map(Number);
  const first = Date.UTC(year ?? 1970, (month ?? 1) - 1, 1);
  const count = new Date(Date.UTC(year ?? 1970, month ?? 1, 0)).getUTCDate();
  return Array.from({ length: count }, (_, i) => dateOf(first + i * dayMs));
}

export type Stretch = 'week' | 'month';
export const daysOf = (stretch: Stretch, date: string) => (stretch === 'week' ? weekOf : monthOf)(date);

// A day of the stretch before or after.
export function turned(stretch: Stretch, date: string, by: -1 | 1): string {
  const days = daysOf(stretch, date);
  return by < 0 ? addDays(days[0] ?? date, -1) : addDays(days[days.length - 1] ?? date, 1);
}

// A time of the clock up to "24:00".
export function instantAt(zone: Zone, day: string, time: string): string {
  const wall = time === '24:00' ? utc(addDays(day, 1)) : Date.parse(`${day}T${time}:00Z`);
  return new Date(zone.instant(wall)).toISOString();
}

export const daysFrom = (first: string, count: number) =>
  Array.from({ length: count }, (_, i) => addDays(first, i));
