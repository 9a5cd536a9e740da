// The days of a schedule by calendar weeks. Pure.
import { weekdayOf } from './days';
import type { ScheduleDays } from './days';

// The days of the week that a day is in, as far as the schedule has them. `starts`: 1 is Monday.
export function weekOf(day: number, days: ScheduleDays, starts: number): number[] {
  const into = (weekdayOf(days.dates[day] ?? '1970-01-01') - starts + 7) % 7;
  const first = Math.max(0, day - into);
  const last = Math.min(days.dates.length - 1, day - into + 6);
  return Array.from({ length: last - first + 1 }, (_, at) => first + at);
}
