import { describe, expect, it } from 'vitest';
import type { Shift, ShiftTemplate } from '@/lib/contract';
import { afterEdits, bookOf, brokenOf, paidBy, placeKey } from './book';
import { createDays } from './days';
import {
  asShift,
  changesNothing,
  edit,
  fresh,
  given,
  onDay,
  sameEdits,
  slid,
  startsOf,
  stretched,
  withBreak,
} from './moves';

const quarter = 900_000;
const days = createDays('Europe/Berlin', '2026-03-27', 5);

function at(day: number, clock: string): string {
  const [h = 0, m = 0] = clock.split(':').map(Number);
  return new Date(days.at(day, h * 60 + m)).toISOString();
}

function shift(agent_id: string, day: number, from: string, to: string, lunch = ''): Shift {
  const breaks = lunch
    ? [
        {
          name: 'Lunch',
          start: at(day, lunch),
          end: new Date(Date.parse(at(day, lunch)) + 2 * quarter).toISOString(),
          is_paid: false,
        },
      ]
    : [];
  return {
    agent_id,
    day: days.dates[day] ?? '',
    shift: 'Day',
    start: at(day, from),
    end: at(day, to),
    paid_s: 28_800,
    breaks,
    sequence: 1,
    changed_at: at(0, '00:00'),
  };
}

const template: ShiftTemplate = {
  name: 'Day',
  from: '08:00',
  to: '10:00',
  every_s: 1800,
  length_s: 30_600,
  length_max_s: 0,
  length_step_s: 0,
  weekdays: [],
  breaks: [{ name: 'Lunch', length_s: 1800, is_paid: false, from_s: 10_800, to_s: 18_000, shift_min_s: 0 }],
  is_unpopular: false,
};

const times = (put: { start: string; end: string } | undefined) =>
  put && [days.clock(Date.parse(put.start)), days.clock(Date.parse(put.end))];

describe('a shift that is moved', () => {
  const early = shift('1', 0, '08:00', '16:30', '12:00');

  it('takes its breaks along', () => {
    const put = slid(early, 2 * quarter, days, quarter);
    expect(times(put)).toEqual(['08:30', '17:00']);
    expect(times(put.breaks?.[0])).toEqual(['12:30', '13:00']);
  });

  it('stays on its day', () => {
    expect(times(slid(early, -20 * 3_600_000, days, quarter))?.[0]).toBe('00:00');
    expect(times(slid(early, 20 * 3_600_000, days, quarter))?.[0]).toBe('23:45');
  });

  it('keeps its time of the clock on another day, and its length over the day that is shorter', () => {
    // The clocks go forward in the night to 29 March.
    const put = onDay(early, '2026-03-30', days);
    expect(times(put)).toEqual(['08:00', '16:30']);
    expect(times(put.breaks?.[0])).toEqual(['12:00', '12:30']);
    const night = onDay(shift('1', 0, '22:00', '23:59'), '2026-03-28', days);
    expect(Date.parse(night.end) - Date.parse(night.start)).toBe(119 * 60_000);
    const over = { ...shift('1', 0, '22:00', '23:00'), end: at(1, '06:00') };
    expect(times(onDay(over, '2026-03-28', days))).toEqual(['22:00', '07:00']);
  });

  it('goes to somebody else in two edits, and is exchanged for what they have', () => {
    const to = { agent_id: '2', day: early.day };
    const put = slid(early, 0, days, quarter);
    expect(given(early, to, put, undefined, days)).toEqual([edit(early), edit(to, put)]);
    const late = shift('2', 0, '10:00', '18:30');
    const swap = given(early, to, put, late, days);
    expect(swap.map((each) => [each.agent_id, times(each.put)])).toEqual([
      ['1', ['10:00', '18:30']],
      ['2', ['08:00', '16:30']],
    ]);
    expect(given(early, early, put, early, days)).toHaveLength(1);
  });
});

describe('a shift that is stretched', () => {
  const early = shift('1', 0, '08:00', '16:30', '12:00');

  it('keeps its breaks where the template still allows them', () => {
    const put = stretched(early, 'end', 2 * quarter, template, days, quarter);
    expect(times(put)).toEqual(['08:00', '17:00']);
    expect(put.breaks).toEqual(early.breaks);
  });

  it('leaves them to the template where they do not fit any more', () => {
    // Lunch at 12:00 would be an hour after the start.
    expect(stretched(early, 'start', 12 * quarter, template, days, quarter).breaks).toBeUndefined();
    expect(stretched(early, 'end', quarter, undefined, days, quarter).breaks).toBeUndefined();
  });

  it('never turns round, nor leaves its day', () => {
    expect(times(stretched(early, 'end', -100 * quarter, template, days, quarter))).toEqual([
      '08:00',
      '08:15',
    ]);
    expect(times(stretched(early, 'start', 100 * quarter, template, days, quarter))).toEqual([
      '16:15',
      '16:30',
    ]);
    expect(times(stretched(early, 'start', -100 * quarter, template, days, quarter))?.[0]).toBe('00:00');
  });
});

it('moves a break inside its shift only', () => {
  const early = shift('1', 0, '08:00', '16:30', '12:00');
  expect(times(withBreak(early, 0, -quarter).breaks?.[0])).toEqual(['11:45', '12:15']);
  expect(times(withBreak(early, 0, 100 * quarter).breaks?.[0])).toEqual(['16:00', '16:30']);
});

describe('a new shift', () => {
  it('starts when its template allows, as near as can be to where it was let go', () => {
    expect(startsOf(template, 900)).toEqual([480, 510, 540, 570, 600]);
    expect(times(fresh(template, 1, days, 900))).toEqual(['08:00', '16:30']);
    expect(times(fresh(template, 1, days, 900, days.at(1, 9 * 60 + 20)))).toEqual(['09:30', '18:00']);
    expect(times(fresh(template, 1, days, 900, days.at(1, 20 * 60)))).toEqual(['10:00', '18:30']);
  });
});

describe('edits', () => {
  const early = shift('1', 0, '08:00', '16:30', '12:00');
  const book = bookOf([early]);
  const find = (place: { agent_id: string; day: string }) => book.get(placeKey(place));

  it('are none where everything stays as it is', () => {
    expect(changesNothing([edit(early, slid(early, 0, days, quarter))], find)).toBe(true);
    expect(changesNothing([edit({ agent_id: '2', day: early.day })], find)).toBe(true);
    expect(changesNothing([edit(early)], find)).toBe(false);
    expect(changesNothing([edit(early, withBreak(early, 0, quarter))], find)).toBe(false);
    expect(sameEdits([edit(early)], [edit(early)])).toBe(true);
  });

  it('leave the rest of the book alone', () => {
    const late = shift('2', 0, '10:00', '18:30');
    const made = asShift({ agent_id: '2', day: early.day }, slid(early, 0, days, quarter));
    const after = afterEdits([early, late], [edit(early), edit(late, made)], [made]);
    expect(after).toEqual([made]);
    expect(made.paid_s).toBe(8 * 3600);
    expect(paidBy([early, late], new Set([early.day])).get('2')).toBe(28_800);
  });
});

it('shows broken rules of weeks beside the name, others at the shift', () => {
  const rule = (name: 'rest_min' | 'paid_week_max', day: string) => ({
    rule: name,
    agent_id: '1',
    day,
    limit: 0,
    found: 0,
    what: '',
  });
  const broken = brokenOf([
    rule('rest_min', '2026-03-27'),
    rule('paid_week_max', '2026-03-23'),
    rule('rest_min', ''),
  ]);
  expect([...broken.at.keys()]).toEqual(['1/2026-03-27']);
  expect(broken.of.get('1')).toHaveLength(2);
});
