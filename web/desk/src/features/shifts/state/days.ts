// The days of a schedule on its own clock. Pure. Times are milliseconds since 1970; a day when clocks change is
// an hour shorter or longer than others, and is drawn so.
import { createZone } from '@/lib/zone';

export interface ScheduleDays {
  dates: string[]; // "2026-12-25"
  begin: (day: number) => number; // of the one after the last, too
  indexOf: (date: string) => number; // -1: not one of them
  // What the clock shows so many minutes after midnight; where it never does, the moment after the jump.
  at: (day: number, minutes: number) => number;
  // What the clock shows then, in minutes since midnight of that day; more than a day's where it is on the next.
  minutesOf: (day: number, at: number) => number;
  clock: (at: number) => string; // "09:30"
}

const dayMs = 86_400_000;
const minuteMs = 60_000;
const quarterMs = 900_000;

export function addDays(date: string, days: number): string {
  return new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);
}

// 1 (Monday) to 7.
export function weekdayOf(date: string): number {
  return ((new Date(`${date}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
}

export function createDays(timeZone: string, firstDay: string, count: number): ScheduleDays {
  const zone = createZone(timeZone);
  const first = Date.parse(`${firstDay}T00:00:00Z`);
  const dates = Array.from({ length: count }, (_, day) => addDays(firstDay, day));
  // The first moment at which the clock shows it, or has jumped past it.
  const instant = (wall: number) => {
    let found = zone.instant(wall);
    while (zone.wall(found) < wall) found += quarterMs;
    for (const earlier of [found - 2 * quarterMs, found - 4 * quarterMs])
      if (zone.wall(earlier) === wall) return earlier;
    while (zone.wall(found) > wall && zone.wall(found - quarterMs) >= wall) found -= quarterMs;
    return found;
  };
  const begins = Array.from({ length: count + 1 }, (_, day) => instant(first + day * dayMs));
  const clock = (at: number) => new Date(zone.wall(at)).toISOString().slice(11, 16);
  return {
    dates,
    begin: (day) => begins[Math.max(0, Math.min(count, day))] ?? first,
    indexOf: (date) => {
      const day = Math.round((Date.parse(`${date}T00:00:00Z`) - first) / dayMs);
      return day >= 0 && day < count ? day : -1;
    },
    at: (day, minutes) => instant(first + day * dayMs + minutes * minuteMs),
    minutesOf: (day, at) => Math.round((zone.wall(at) - first - day * dayMs) / minuteMs),
    clock,
  };
}

export function minutesOf(clock: string): number {
  const [h = 0, m = 0] = clock.split(':').map(Number);
  return h * 60 + m;
}

export function clockOf(minutes: number): string {
  const pad = (value: number) => String(value).padStart(2, '0');
  const within = ((minutes % 1440) + 1440) % 1440;
  return `${pad(Math.floor(within / 60))}:${pad(within % 60)}`;
}
