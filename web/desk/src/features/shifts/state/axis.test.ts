import { describe, expect, it } from 'vitest';
import { axisOf, snap } from './axis';
import { createDays } from './days';

const hour = 3_600_000;

describe('the axis of a day', () => {
  const days = createDays('Europe/Berlin', '2026-10-24', 2);
  const span = (day: number, from: number, to: number) => ({
    start: days.at(day, from),
    end: days.at(day, to),
  });

  it('leaves an hour around what is to be seen', () => {
    const axis = axisOf(days, 0, [span(0, 8 * 60 + 30, 16 * 60), span(0, 12 * 60, 20 * 60 + 15)], false);
    expect([days.clock(axis.from), days.clock(axis.to)]).toEqual(['07:00', '22:00']);
    expect(axis.share(axis.from)).toBe(0);
    expect(axis.at(axis.share(days.at(0, 600)))).toBeCloseTo(days.at(0, 600), 3);
  });

  it('is the whole day, with what goes on after midnight', () => {
    expect((axisOf(days, 1, [], true).to - axisOf(days, 1, [], true).from) / hour).toBe(25);
    const night = axisOf(days, 0, [{ start: days.at(0, 22 * 60), end: days.at(1, 6 * 60) }], true);
    expect((night.to - night.from) / hour).toBe(31);
  });

  it('says the hour that comes twice twice', () => {
    const labels = axisOf(days, 1, [], true).ticks.map(({ label }) => label);
    expect(labels.slice(1, 5)).toEqual(['01:00', '02:00', '02:00', '03:00']);
    expect(labels).toHaveLength(25);
  });

  it('is never short', () => {
    const axis = axisOf(days, 0, [span(0, 600, 660)], false);
    expect((axis.to - axis.from) / hour).toBe(8);
  });
});

it('snaps to the nearest of the grid', () => {
  expect([snap(7 * 60_000, 900_000), snap(8 * 60_000, 900_000), snap(-16 * 60_000, 900_000)]).toEqual([
    0, 900_000, -900_000,
  ]);
});
