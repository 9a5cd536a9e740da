// What is done to shifts by hand, as the edits that say it to the server. Pure.
import type { PlannedBreak, Shift, ShiftEdit, ShiftPut, ShiftTemplate } from '@/lib/contract';
import { minutesOf } from './days';
import type { ScheduleDays } from './days';

export interface Place {
  agent_id: string;
  day: string;
}

// What of a shift is held: all of it, an end, or one of its breaks.
export type Hold = { part: 'whole' } | { part: 'start' } | { part: 'end' } | { part: 'break'; index: number };

const minuteMs = 60_000;
const text = (at: number) => new Date(at).toISOString();
const ms = (at: string) => Date.parse(at);

export function putOf({ shift, start, end, breaks }: Shift): ShiftPut {
  return { shift, start, end, breaks };
}

function shifted(put: ShiftPut, by: number): ShiftPut {
  return {
    shift: put.shift,
    start: text(ms(put.start) + by),
    end: text(ms(put.end) + by),
    breaks: put.breaks?.map((each) => ({
      ...each,
      start: text(ms(each.start) + by),
      end: text(ms(each.end) + by),
    })),
  };
}

// Earlier or later; it stays on its day.
export function slid(shift: Shift, by: number, days: ScheduleDays, gridMs: number): ShiftPut {
  const day = days.indexOf(shift.day);
  const first = days.begin(day) - ms(shift.start);
  const last = days.begin(day + 1) - gridMs - ms(shift.start);
  return shifted(putOf(shift), Math.max(first, Math.min(last, by)));
}

// At the same time of another day, by the clock; as long as it is.
export function onDay(shift: Shift, to: string, days: ScheduleDays): ShiftPut {
  if (to === shift.day) return putOf(shift);
  const minutes = days.minutesOf(days.indexOf(shift.day), ms(shift.start));
  return shifted(putOf(shift), days.at(days.indexOf(to), minutes) - ms(shift.start));
}

// One of its ends elsewhere. Breaks stay where they are if the template still allows it; else it places them anew.
export function stretched(
  shift: Shift,
  end: 'start' | 'end',
  by: number,
  template: ShiftTemplate | undefined,
  days: ScheduleDays,
  gridMs: number,
): ShiftPut {
  let [from, to] = [ms(shift.start), ms(shift.end)];
  if (end === 'start') {
    const begin = days.begin(days.indexOf(shift.day));
    from = Math.max(begin, to - 86_400_000, Math.min(to - gridMs, from + by));
  } else {
    to = Math.min(from + 86_400_000, Math.max(from + gridMs, to + by));
  }
  const put: ShiftPut = { shift: shift.shift, start: text(from), end: text(to) };
  return breaksFit(template, shift.breaks, from, to) ? { ...put, breaks: shift.breaks } : put;
}

// Whether these are the breaks of the template, each within its window.
function breaksFit(
  template: ShiftTemplate | undefined,
  breaks: PlannedBreak[],
  from: number,
  to: number,
): boolean {
  if (!template) return false;
  const length = (to - from) / 1000;
  const expected = template.breaks.filter(({ shift_min_s }) => length >= shift_min_s);
  if (expected.length !== breaks.length) return false;
  return expected.every(({ name, from_s, to_s, length_s }) => {
    const taken = breaks.find((each) => each.name === name);
    const after = taken ? (ms(taken.start) - from) / 1000 : -1;
    return after >= from_s && after <= Math.min(to_s, length - length_s);
  });
}

// One break earlier or later, inside the shift.
export function withBreak(shift: Shift, index: number, by: number): ShiftPut {
  const put = putOf(shift);
  return {
    ...put,
    breaks: shift.breaks.map((each, at) => {
      if (at !== index) return each;
      const first = ms(shift.start) - ms(each.start);
      const last = ms(shift.end) - ms(each.end);
      const move = Math.max(first, Math.min(last, by));
      return { ...each, start: text(ms(each.start) + move), end: text(ms(each.end) + move) };
    }),
  };
}

// The starts that a template allows, in minutes since midnight.
export function startsOf(template: ShiftTemplate, grid_s: number): number[] {
  const step = (template.every_s > 0 ? template.every_s : grid_s) / 60;
  const starts: number[] = [];
  for (let at = minutesOf(template.from); at <= minutesOf(template.to); at += step) starts.push(at);
  return starts;
}

// A shift of the template on a day, at the start it allows that is nearest to `wish`, or its first.
export function fresh(
  template: ShiftTemplate,
  day: number,
  days: ScheduleDays,
  grid_s: number,
  wish?: number,
): ShiftPut {
  const moments = startsOf(template, grid_s).map((minutes) => days.at(day, minutes));
  const start =
    wish === undefined
      ? (moments[0] ?? days.begin(day))
      : moments.reduce((best, each) => (Math.abs(each - wish) < Math.abs(best - wish) ? each : best));
  return { shift: template.name, start: text(start), end: text(start + template.length_s * 1000) };
}

// A shift that is held goes to a place as `put`; who has one there gets the other's in exchange.
export function given(shift: Shift, to: Place, put: ShiftPut, there: Shift | undefined, days: ScheduleDays) {
  if (to.agent_id === shift.agent_id && to.day === shift.day) return [edit(to, put)];
  return [edit(shift, there && onDay(there, shift.day, days)), edit(to, put)];
}

export function edit({ agent_id, day }: Place, put?: ShiftPut): ShiftEdit {
  return put ? { agent_id, day, put } : { agent_id, day };
}

// Whether the edits leave everything as it is.
export function changesNothing(edits: ShiftEdit[], find: (place: Place) => Shift | undefined): boolean {
  return edits.every(({ agent_id, day, put }) => {
    const is = find({ agent_id, day });
    if (!is || !put) return !is && !put;
    if (is.shift !== put.shift || ms(is.start) !== ms(put.start) || ms(is.end) !== ms(put.end)) return false;
    return (
      put.breaks == null ||
      (put.breaks.length === is.breaks.length &&
        put.breaks.every((each, at) => ms(each.start) === ms(is.breaks[at]?.start ?? '')))
    );
  });
}

export function sameEdits(a: ShiftEdit[], b: ShiftEdit[]): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}

// Those a put would show before the server has answered.
export function asShift(place: Place, put: ShiftPut): Shift {
  const breaks = (put.breaks ?? []).map((each) => ({ is_paid: false, ...each }));
  const unpaid = breaks.filter(({ is_paid }) => !is_paid);
  const length = (start: string, end: string) => (ms(end) - ms(start)) / 1000;
  return {
    ...place,
    shift: put.shift,
    start: put.start,
    end: put.end,
    breaks,
    paid_s: length(put.start, put.end) - unpaid.reduce((sum, each) => sum + length(each.start, each.end), 0),
    sequence: 0,
    changed_at: put.start,
  };
}

export const minutesIn = (ms_: number) => Math.round(ms_ / minuteMs);
