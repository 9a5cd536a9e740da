// Days that cost nothing, those that follow each other for one reason together. Pure.
import type { FreeDay } from '@/lib/contract';
import { addDays } from './days';

export interface FreeRun {
  first: string;
  last: string;
  why: FreeDay['why'];
  name: string;
}

export function freeRuns(days: FreeDay[]): FreeRun[] {
  const runs: FreeRun[] = [];
  for (const { day, why, name } of days) {
    const last = runs.at(-1);
    if (last && last.why === why && last.name === name && addDays(last.last, 1) === day) last.last = day;
    else runs.push({ first: day, last: day, why, name });
  }
  return runs;
}
