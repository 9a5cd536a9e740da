import { describe, expect, it } from 'vitest';
import type { PlannedAgent, Shift, ShiftViolation } from '@/lib/contract';
import { absencesOf, absentAllDay } from './absences';
import { balanceByDay, balanceOn, outline, slotsOf, withAnswer } from './coverage';
import { createDays } from './days';
import { blankOf, draftOf, editsOfDraft, putOfDraft } from './draft';
import { shownRows } from './filter';
import { carry, focusAfter, still } from './keyboard';
import { Latest } from './latest';
import { rowWindow } from './rows';
import { refusing, said } from './rules';
import { weekOf } from './weeks';

const days = createDays('Europe/Berlin', '2026-03-27', 10); // a Friday
const agent = (part: Partial<PlannedAgent> = {}): PlannedAgent => ({
  name: '1',
  contract: 'Full time',
  skills: ['Voice'],
  cost_per_hour: 0,
  cost_per_shift: 0,
  available: [],
  time_off: [],
  wishes: [],
  ...part,
});
const violation = (part: Partial<ShiftViolation>): ShiftViolation => ({
  rule: 'rest_min',
  agent_id: '1',
  day: '',
  limit: 0,
  found: 0,
  what: '',
  ...part,
});

describe('asking while a hand moves', () => {
  it('is one thing at a time, and then the latest', async () => {
    const asked: number[] = [];
    const answers: string[] = [];
    const waiting: ((value: string) => void)[] = [];
    const latest = new Latest<number, string>(
      (what) => {
        asked.push(what);
        return new Promise((resolve) => waiting.push(resolve));
      },
      (what, answer) => answers.push(`${what} ${answer}`),
      () => undefined,
    );
    for (const each of [1, 2, 3]) latest.want(each);
    expect(asked).toEqual([1]);
    waiting[0]?.('fine');
    await Promise.resolve();
    await Promise.resolve();
    expect(asked).toEqual([1, 3]);
    expect(answers).toEqual(['1 fine']);
    latest.forget();
    waiting[1]?.('too late');
    await Promise.resolve();
    expect(answers).toEqual(['1 fine']);
  });
});

describe('rules', () => {
  it('of the whole plan refuse nothing while it is a draft', () => {
    const all = [violation({ rule: 'paid_week_min' }), violation({ rule: 'rest_min' })];
    expect(refusing(all, 'draft').map(({ rule }) => rule)).toEqual(['rest_min']);
    expect(refusing(all, 'published')).toHaveLength(2);
  });

  it('are said with figures where figures say it', () => {
    expect(said(violation({ found: 32_400, limit: 39_600 }))).toEqual({
      rule: 'rest_min',
      found: 9,
      limit: 11,
      unit: 'hours',
    });
    expect(said(violation({ rule: 'days_in_row_max', found: 6, limit: 5 }))).toMatchObject({
      found: 6,
      unit: 'count',
    });
    expect(said(violation({ rule: 'time_off', what: 'has time off' }))).toMatchObject({
      what: 'has time off',
    });
  });
});

describe('coverage', () => {
  const hour = 3_600_000;
  const point = (h: number, needed: number, scheduled: number) => ({
    start: new Date(days.begin(0) + h * hour).toISOString(),
    needed,
    scheduled,
  });
  const coverage = {
    requirement: 'Orders',
    under_hours: 0,
    over_hours: 0,
    points: [point(8, 2, 1), point(9, 2, 4), point(12, 1, 1), point(26, 3, 0), point(30, 0, 0)],
  };

  it('is summed by what is seen, and by day', () => {
    const slots = slotsOf(coverage, 3600, days.begin(0), days.begin(1));
    expect(slots).toHaveLength(3);
    expect(balanceByDay([coverage], 3600, days).slice(0, 2)).toEqual([
      { under: 1, over: 2 },
      { under: 3, over: 0 },
    ]);
  });

  it('is that of an answer on the days that the answer speaks of', () => {
    const before = balanceByDay([coverage], 3600, days);
    const answer = { ...coverage, points: [point(26, 3, 3), point(27, 1, 2)] };
    const after = withAnswer(before, [answer], 3600, days);
    expect(after.slice(0, 2)).toEqual([
      { under: 1, over: 2 },
      { under: 0, over: 1 },
    ]);
    expect(withAnswer(before, [], 3600, days)).toBe(before);
    expect(balanceOn(new Set(['2026-03-28']), [coverage], 3600, days)).toEqual({ under: 3, over: 0 });
  });

  it('is drawn in steps that come down to nothing where nobody is needed', () => {
    const slots = slotsOf(coverage, 3600, days.begin(0), days.begin(1));
    const share = (at: number) => (at - days.begin(0)) / hour;
    expect(outline(slots, ({ needed }) => needed, share, 2)).toEqual([
      [8, 0],
      [8, 1],
      [9, 1],
      [9, 1],
      [10, 1],
      [10, 0],
      [12, 0],
      [12, 0.5],
      [13, 0.5],
      [13, 0],
    ]);
  });
});

describe('absences', () => {
  it('are time off, and what lies between the times at which somebody is available', () => {
    const one = agent({
      available: [{ weekdays: [5], from: '08:00', to: '18:00' }],
      time_off: [
        { first_day: '2026-03-27', last_day: '2026-03-28', from: '00:00', to: '24:00', paid_day_s: 0 },
      ],
    });
    const spans = absencesOf(one, 0, days);
    expect(spans.map(({ kind, from, to }) => [kind, days.minutesOf(0, from), days.minutesOf(0, to)])).toEqual(
      [
        ['away', 0, 480],
        ['away', 1080, 1440],
        ['time_off', 0, 1440],
      ],
    );
    expect(absentAllDay(spans, 0, days)).toBe('time_off');
    expect(absentAllDay(absencesOf(one, 3, days), 3, days)).toBe('away');
    expect(absencesOf(agent(), 0, days)).toEqual([]);
  });
});

describe('a shift in a form', () => {
  const shift: Shift = {
    agent_id: '1',
    day: '2026-03-28',
    shift: 'Night',
    start: new Date(days.at(1, 22 * 60)).toISOString(),
    end: new Date(days.at(2, 7 * 60)).toISOString(), // clocks go forward: eight hours
    paid_s: 0,
    breaks: [
      {
        name: 'Meal',
        start: new Date(days.at(2, 60)).toISOString(),
        end: new Date(days.at(2, 60) + 1_800_000).toISOString(),
        is_paid: true,
      },
    ],
    sequence: 1,
    changed_at: '',
  };

  it('comes back as it went in, over midnight and when clocks change', () => {
    const draft = draftOf(shift, days);
    expect(draft).toMatchObject({ from: '22:00', to: '07:00', breaks: [{ from: '01:00', minutes: 30 }] });
    expect(putOfDraft(draft, days)).toEqual({
      shift: 'Night',
      start: shift.start,
      end: shift.end,
      breaks: shift.breaks,
    });
  });

  it('is taken from where it was when it goes to somebody else', () => {
    const draft = { ...draftOf(shift, days), agent_id: '2', places_breaks: true };
    const edits = editsOfDraft(draft, shift, () => undefined, days);
    expect(edits).toMatchObject([{ agent_id: '1' }, { agent_id: '2', put: { shift: 'Night' } }]);
    expect(edits[0]).not.toHaveProperty('put');
    expect(edits[1]?.put).not.toHaveProperty('breaks');
  });

  it('starts as one of the contract, near to what was pointed at', () => {
    const template = (name: string, from: string) => ({
      name,
      from,
      to: from,
      every_s: 0,
      length_s: 28_800,
      length_max_s: 0,
      length_step_s: 0,
      weekdays: [],
      breaks: [],
      is_unpopular: false,
    });
    const problem = {
      grid_s: 900,
      shifts: [template('Early', '06:00'), template('Late', '14:00'), template('Night', '22:00')],
      contracts: [{ name: 'Full time', shifts: ['Early', 'Late'] }],
      agents: [agent()],
    } as unknown as Parameters<typeof blankOf>[1];
    const place = { agent_id: '1', day: '2026-03-27' };
    expect(blankOf(place, problem, days, days.at(0, 21 * 60))).toMatchObject({
      shift: 'Late',
      from: '14:00',
      to: '22:00',
    });
    expect(blankOf(place, problem, days).shift).toBe('Early');
  });
});

describe('the keyboard', () => {
  it('carries a shift', () => {
    const press = (key: string, shiftKey = false) => ({ key, shiftKey });
    const moved = carry(carry(still, press('ArrowRight')) ?? still, press('ArrowDown'));
    expect(moved).toEqual({ by: 1, end: 0, rows: 1 });
    expect(carry(still, press('ArrowLeft', true))).toEqual({ by: 0, end: -1, rows: 0 });
    expect(carry(still, press('Enter'))).toBeNull();
  });

  it('walks over the cells and stops at the edges', () => {
    const at = { row: 0, column: 1 };
    expect(focusAfter('ArrowUp', at, 5, 7, 10)).toEqual({ row: 0, column: 1 });
    expect(focusAfter('PageDown', at, 5, 7, 10)).toEqual({ row: 4, column: 1 });
    expect(focusAfter('End', at, 5, 7, 10)).toEqual({ row: 0, column: 6 });
    expect(focusAfter('x', at, 5, 7, 10)).toBeNull();
  });
});

it('draws the rows that are seen, and some around them', () => {
  expect(rowWindow(300, 40, 4000, 600)).toEqual({ first: 94, last: 121 });
  expect(rowWindow(3, 40, 0, 600)).toEqual({ first: 0, last: 2 });
  expect(rowWindow(0, 40, 0, 600).last).toBe(-1);
});

it('shows the days of a calendar week, as far as the schedule has them', () => {
  expect(weekOf(0, days, 1)).toEqual([0, 1, 2]); // Friday to Sunday
  expect(weekOf(5, days, 1)).toEqual([3, 4, 5, 6, 7, 8, 9]);
  expect(weekOf(1, days, 6)).toEqual([1, 2, 3, 4, 5, 6, 7]);
});

it('finds agents by words, skill and broken rules', () => {
  const rows = [
    { id: '1', name: 'Chen', agent: agent() },
    { id: '2', name: 'Maya', agent: agent({ skills: ['Chat'], contract: 'Part time' }) },
  ];
  const ids = (filter: Partial<Parameters<typeof shownRows>[1]>) =>
    shownRows(rows, { words: '', skill: '', isBrokenOnly: false, ...filter }, [
      violation({ agent_id: '2' }),
    ]).map(({ id }) => id);
  expect([ids({ words: ' part' }), ids({ skill: 'Voice' }), ids({ isBrokenOnly: true })]).toEqual([
    ['2'],
    ['1'],
    ['2'],
  ]);
});
