// What a new schedule has to fill, made of requirements that were computed, of hours entered by hand, or of a
// table. Pure.
import type { RequirementWanted } from '@/lib/contract';
import { minutesOf, weekdayOf } from './days';
import type { ScheduleDays } from './days';

// What a search for requirements gave; the shapes of a job's request and result.
export interface FoundRequirements {
  time_zone: string;
  interval_minutes: number;
  groups: {
    group: string;
    skills?: string[];
    shrinkage?: number;
    points: { start: string; agents: number }[];
  }[];
}
export interface AskedRequirements {
  groups?: { name: string; shrinkage?: number }[];
}

// Agents by interval, before anybody says which skills and at what cost.
export interface Need {
  name: string;
  skills?: string[]; // as they were computed
  shrinkage: number;
  points: { start: string; agents: number }[];
}

const minuteMs = 60_000;

// One day that was computed stands for every one of the weekdays, at the same times of the clock; each of several for itself,
// or for the days of its weekday. Groups that nobody is needed of are left out.
export function needsOf(
  found: FoundRequirements,
  asked: AskedRequirements,
  weekdays: number[],
  clock: (at: string) => { date: string; minutes: number }, // of where it was computed
  days: ScheduleDays,
): Need[] {
  return found.groups.flatMap(({ group, skills, shrinkage, points }) => {
    const patterns = new Map<string, Pattern>();
    for (const { start, agents } of points) {
      const { date, minutes } = clock(start);
      patterns.set(date, (patterns.get(date) ?? new Map<number, number>()).set(minutes, agents));
    }
    const need: Need = {
      name: group,
      ...(skills && { skills }),
      shrinkage: shrinkage ?? asked.groups?.find(({ name }) => name === group)?.shrinkage ?? 0,
      points: repeated(patternFor(patterns, weekdays), found.interval_minutes, days),
    };
    return points.some(({ agents }) => agents > 0) ? [need] : [];
  });
}

type Pattern = Map<number, number>; // agents by minute of the clock

function patternFor(
  patterns: Map<string, Pattern>,
  weekdays: number[],
): (date: string) => Pattern | undefined {
  const dates = [...patterns.keys()].sort();
  if (dates.length <= 1)
    return (date) => (weekdays.includes(weekdayOf(date)) ? patterns.get(dates[0] ?? '') : undefined);
  return (date) =>
    patterns.get(date) ??
    patterns.get(dates.find((computed) => weekdayOf(computed) === weekdayOf(date)) ?? '');
}

function repeated(
  patternOf: (date: string) => Pattern | undefined,
  interval_min: number,
  days: ScheduleDays,
): Need['points'] {
  const length = interval_min * minuteMs;
  return days.dates.flatMap((date, day) => {
    const pattern = patternOf(date);
    if (!pattern) return [];
    const points: Need['points'] = [];
    // By the intervals the day has, so that an hour that is missing or comes twice does or has so here as well.
    for (let at = days.begin(day); at < days.begin(day + 1); at += length) {
      const agents = pattern.get(days.minutesOf(day, at)) ?? 0;
      if (agents > 0) points.push({ start: new Date(at).toISOString(), agents });
    }
    return points;
  });
}

export interface HoursWanted {
  name: string;
  weekdays: number[];
  from: string;
  to: string;
  agents: number;
}

// Rows of one name add up to one requirement; where two speak of an interval, the larger counts.
export function needsByHand(rows: HoursWanted[], interval_min: number, days: ScheduleDays): Need[] {
  const byName = new Map<string, HoursWanted[]>();
  for (const row of rows) byName.set(row.name.trim(), [...(byName.get(row.name.trim()) ?? []), row]);
  const length = interval_min * minuteMs;
  return [...byName].map(([name, wanted]) => ({
    name,
    shrinkage: 0,
    points: days.dates.flatMap((date, day) => {
      const today = wanted.filter(
        ({ weekdays }) => weekdays.length === 0 || weekdays.includes(weekdayOf(date)),
      );
      const points: Need['points'] = [];
      for (let at = days.begin(day); at < days.begin(day + 1); at += length) {
        const minutes = days.minutesOf(day, at);
        const agents = Math.max(
          0,
          ...today
            .filter(({ from, to }) => minutesOf(from) <= minutes && minutes < minutesOf(to))
            .map((row) => row.agents),
        );
        if (agents > 0) points.push({ start: new Date(at).toISOString(), agents });
      }
      return points;
    }),
  }));
}

export interface TableFault {
  line: number;
  fault: 'columns' | 'name' | 'day' | 'time' | 'agents' | 'twice';
}

// A table with the columns requirement, day, time and agents (also separated by ; or a tab), times by the clock.
export function needsOfTable(
  text: string,
  interval_min: number,
  days: ScheduleDays,
): { needs: Need[]; faults: TableFault[] } {
  const faults: TableFault[] = [];
  const byName = new Map<string, Map<number, number>>();
  text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .forEach((row, at) => {
      const line = at + 1;
      if (row.trim() === '') return;
      const cells = row
        .split(row.includes('\t') ? '\t' : /[,;]/) // names may have commas where tabs part them
        .map((cell) => cell.trim().replace(/^"(.*)"$/, '$1'));
      const [name = '', date = '', time = '', figure = ''] = cells;
      if (cells.length !== 4) return void faults.push({ line, fault: 'columns' });
      if (line === 1 && !/\d/.test(date)) return undefined; // the headers
      const fault = (what: TableFault['fault']) => void faults.push({ line, fault: what });
      const day = days.indexOf(date);
      const agents = Number(figure);
      if (name === '') return fault('name');
      if (day < 0) return fault('day');
      if (!/^([01]?\d|2[0-3]):[0-5]\d$/.test(time) || minutesOf(time) % interval_min !== 0)
        return fault('time');
      if (figure === '' || !Number.isFinite(agents) || agents < 0 || agents > 100_000) return fault('agents');
      const start = days.at(day, minutesOf(time));
      const points = byName.get(name) ?? new Map<number, number>();
      if (points.has(start)) return fault('twice');
      byName.set(name, points.set(start, agents));
    });
  const needs = [...byName].map(([name, points]) => ({
    name,
    shrinkage: 0,
    points: [...points]
      .sort(([a], [b]) => a - b)
      .map(([start, agents]) => ({ start: new Date(start).toISOString(), agents })),
  }));
  return { needs, faults };
}

// Of several sources: the same name is the same requirement.
export function joined(needs: Need[]): Need[] {
  const byName = new Map<string, Need>();
  for (const need of needs) {
    const before = byName.get(need.name);
    if (!before) byName.set(need.name, need);
    else {
      const taken = new Set(before.points.map(({ start }) => start));
      const more = need.points.filter(({ start }) => !taken.has(start));
      const points = [...before.points, ...more].sort((a, b) => a.start.localeCompare(b.start));
      byName.set(need.name, { ...before, points });
    }
  }
  return [...byName.values()];
}

// The skill that everybody who is planned has: of needs that anybody can fill.
export const anybody = '*';

// What a new name starts with: what was computed with, or the skill that is called like it, or the only one.
export function firstSkills({ name, skills }: Need, known: string[]): string[] {
  if (skills?.length === 0 || known.length === 0) return [anybody];
  if (skills) return skills;
  const alike = known.find((skill) => skill.toLowerCase() === name.toLowerCase());
  if (alike !== undefined) return [alike];
  return known.length === 1 ? known : [];
}

export interface NeedTerms {
  skills: string[];
  under_cost: number;
  over_cost: number;
  shrinkage_percent: number;
}

export function wantedOf(
  needs: Need[],
  termsOf: (name: string) => NeedTerms | undefined,
): RequirementWanted[] {
  return needs.map(({ name, points, shrinkage }) => {
    const terms = termsOf(name);
    return {
      name,
      skills: terms?.skills ?? [],
      under_cost: terms?.under_cost ?? 0,
      over_cost: terms?.over_cost ?? 0,
      shrinkage: terms ? terms.shrinkage_percent / 100 : shrinkage,
      points,
    };
  });
}

// Hours of agents that it asks for.
export function agentHours(need: Need, interval_min: number): number {
  return need.points.reduce((sum, { agents }) => sum + agents, 0) * (interval_min / 60);
}
