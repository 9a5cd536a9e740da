// A shift as a form has it, in times of the clock. Pure.
import type { ScheduleProblem, Shift, ShiftEdit, ShiftPut } from '@/lib/contract';
import { minutesOf } from './days';
import type { ScheduleDays } from './days';
import { edit, fresh, given } from './moves';
import type { Place } from './moves';

export interface ShiftDraft extends Place {
  shift: string;
  from: string;
  to: string; // not after `from`: of the next day
  places_breaks: boolean; // the template does
  breaks: { name: string; from: string; minutes: number; is_paid: boolean }[];
}

const minuteMs = 60_000;

export function draftOf(shift: Shift, days: ScheduleDays): ShiftDraft {
  return {
    agent_id: shift.agent_id,
    day: shift.day,
    shift: shift.shift,
    from: days.clock(Date.parse(shift.start)),
    to: days.clock(Date.parse(shift.end)),
    places_breaks: false,
    breaks: shift.breaks.map(({ name, start, end, is_paid }) => ({
      name,
      from: days.clock(Date.parse(start)),
      minutes: Math.round((Date.parse(end) - Date.parse(start)) / minuteMs),
      is_paid,
    })),
  };
}

// A new one: of the template whose start is nearest to what was pointed at.
export function blankOf(
  place: Place,
  problem: ScheduleProblem,
  days: ScheduleDays,
  wish?: number,
): ShiftDraft {
  const agent = problem.agents.find(({ name }) => name === place.agent_id);
  const allowed = problem.contracts.find(({ name }) => name === agent?.contract)?.shifts ?? [];
  const day = days.indexOf(place.day);
  const fitting = problem.shifts.filter(({ name }) => allowed.length === 0 || allowed.includes(name));
  const choices = (fitting.length > 0 ? fitting : problem.shifts).map((template) =>
    fresh(template, day, days, problem.grid_s, wish),
  );
  const distance = (put: ShiftPut) => (wish === undefined ? 0 : Math.abs(Date.parse(put.start) - wish));
  const best = choices.reduce<ShiftPut | undefined>(
    (before, each) => (before && distance(before) <= distance(each) ? before : each),
    undefined,
  );
  return {
    ...place,
    shift: best?.shift ?? '',
    from: days.clock(Date.parse(best?.start ?? '')),
    to: days.clock(Date.parse(best?.end ?? '')),
    places_breaks: true,
    breaks: [],
  };
}

export function putOfDraft(draft: ShiftDraft, days: ScheduleDays): ShiftPut {
  const day = days.indexOf(draft.day);
  const from = minutesOf(draft.from);
  const after = (clock: string, than: number) => minutesOf(clock) + (minutesOf(clock) < than ? 1440 : 0);
  const to = minutesOf(draft.to) <= from ? minutesOf(draft.to) + 1440 : minutesOf(draft.to);
  const text = (minutes: number) => new Date(days.at(day, minutes)).toISOString();
  const put = { shift: draft.shift, start: text(from), end: text(to) };
  if (draft.places_breaks) return put;
  return {
    ...put,
    breaks: draft.breaks.map(({ name, from: begins, minutes, is_paid }) => {
      const start = days.at(day, after(begins, from));
      const end = start + minutes * minuteMs;
      return { name, is_paid, start: new Date(start).toISOString(), end: new Date(end).toISOString() };
    }),
  };
}

// Where it goes to somebody else or another day, it is taken from where it was; who has one there gets that.
export function editsOfDraft(
  draft: ShiftDraft,
  shift: Shift | undefined,
  find: (place: Place) => Shift | undefined,
  days: ScheduleDays,
): ShiftEdit[] {
  const place = { agent_id: draft.agent_id, day: draft.day };
  const put = putOfDraft(draft, days);
  return shift ? given(shift, place, put, find(place), days) : [edit(place, put)];
}
