import { expect, it } from 'vitest';
import { daysOf, monthOf, turned, weekOf } from './days';

it('a week goes from Monday to Sunday, over the end of a month', () => {
  expect(weekOf('2026-03-01')).toEqual([
    '2026-02-23',
    '2026-02-24',
    '2026-02-25',
    '2026-02-26',
    '2026-02-27',
    '2026-02-28',
    '2026-03-01',
  ]);
  expect(weekOf('2026-03-02')[0]).toBe('2026-03-02');
});

it('a month has all of its days, also in a leap year and across the change of clocks', () => {
  expect(monthOf('2028-02-10')).toHaveLength(29);
  expect(monthOf('2026-03-31')).toHaveLength(31);
  expect(monthOf('2026-12-01').at(-1)).toBe('2026-12-31');
});

it('one turns to the stretch before and after', () => {
  expect(daysOf('month', turned('month', '2026-01-31', 1))[0]).toBe('2026-02-01');
  expect(daysOf('month', turned('month', '2026-03-31', -1))[0]).toBe('2026-02-01');
  expect(daysOf('week', turned('week', '2026-03-04', 1))[0]).toBe('2026-03-09');
});
