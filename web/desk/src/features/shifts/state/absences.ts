// When an agent is not there, on one of the schedule's days: drawn behind their shifts. Pure.
import type { PlannedAgent } from '@/lib/contract';
import { minutesOf, weekdayOf } from './days';
import type { ScheduleDays } from './days';

export interface Absence {
  kind: 'time_off' | 'away'; // away: not among the times at which they are available
  from: number;
  to: number;
}

export function absencesOf(agent: PlannedAgent, day: number, days: ScheduleDays): Absence[] {
  const date = days.dates[day] ?? '';
  const span = (from: string, to: string) => ({ from: days.at(day, minutesOf(from)), to: untilOf(to) });
  const untilOf = (clock: string) =>
    clock === '24:00' ? days.begin(day + 1) : days.at(day, minutesOf(clock));
  const off: Absence[] = agent.time_off
    .filter(({ first_day, last_day }) => first_day <= date && date <= last_day)
    .map(({ from, to }) => ({ kind: 'time_off', ...span(from, to) }));
  if (agent.available.length === 0) return off;
  const weekday = weekdayOf(date);
  const there = agent.available
    .filter(({ weekdays }) => weekdays.length === 0 || weekdays.includes(weekday))
    .map(({ from, to }) => span(from, to))
    .sort((a, b) => a.from - b.from);
  const away: Absence[] = [];
  let at = days.begin(day);
  for (const { from, to } of there) {
    if (from > at) away.push({ kind: 'away', from: at, to: from });
    at = Math.max(at, to);
  }
  if (at < days.begin(day + 1)) away.push({ kind: 'away', from: at, to: days.begin(day + 1) });
  return [...away, ...off];
}

// What a cell of a whole day says of it.
export function absentAllDay(absences: Absence[], day: number, days: ScheduleDays): Absence['kind'] | null {
  const [from, to] = [days.begin(day), days.begin(day + 1)];
  return absences.find((each) => each.from <= from && each.to >= to)?.kind ?? null;
}
