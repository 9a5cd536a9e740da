import { describe, expect, it } from 'vitest';
import { addDays, clockOf, createDays, minutesOf, weekdayOf } from './days';

const hour = 3_600_000;

describe('the days of a schedule', () => {
  it('begin at midnight of the schedule’s own clock', () => {
    const days = createDays('Asia/Shanghai', '2026-12-30', 3);
    expect(days.dates).toEqual(['2026-12-30', '2026-12-31', '2027-01-01']);
    expect(new Date(days.begin(0)).toISOString()).toBe('2026-12-29T16:00:00.000Z');
    expect(days.indexOf('2027-01-01')).toBe(2);
    expect(days.indexOf('2027-01-02')).toBe(-1);
    expect(days.clock(days.at(1, 570))).toBe('09:30');
  });

  it('have 23 hours in spring and 25 in autumn', () => {
    const spring = createDays('Europe/Berlin', '2026-03-28', 3);
    expect([0, 1, 2].map((day) => (spring.begin(day + 1) - spring.begin(day)) / hour)).toEqual([24, 23, 24]);
    const autumn = createDays('America/New_York', '2026-10-31', 3);
    expect([0, 1, 2].map((day) => (autumn.begin(day + 1) - autumn.begin(day)) / hour)).toEqual([24, 25, 24]);
  });

  it('show a time after the jump as the clock does', () => {
    const days = createDays('Europe/Berlin', '2026-03-29', 1);
    expect((days.at(0, 9 * 60) - days.begin(0)) / hour).toBe(8);
    expect(days.minutesOf(0, days.at(0, 9 * 60))).toBe(540);
    // Half past two does not happen: what is meant is the moment after the jump.
    expect(days.clock(days.at(0, 150))).toBe('03:00');
  });

  it('take the first of two where an hour comes twice', () => {
    const days = createDays('Europe/Berlin', '2026-10-25', 1);
    expect(new Date(days.at(0, 150)).toISOString()).toBe('2026-10-25T00:30:00.000Z');
    expect((days.at(0, 180) - days.at(0, 150)) / hour).toBe(1.5);
  });

  it('begin at one where there is no midnight', () => {
    const days = createDays('Africa/Cairo', '2026-04-24', 1);
    expect(days.clock(days.begin(0))).toBe('01:00');
    expect((days.begin(1) - days.begin(0)) / hour).toBe(23);
  });

  it('count weekdays from Monday, and minutes both ways', () => {
    expect(['2026-03-02', '2026-03-08'].map(weekdayOf)).toEqual([1, 7]);
    expect(addDays('2026-02-27', 2)).toBe('2026-03-01');
    expect([minutesOf('24:00'), clockOf(1500), clockOf(-30)]).toEqual([1440, '01:00', '23:30']);
  });
});
