import { expect, it } from 'vitest';
import { freeRuns } from './free-days';

it('a weekend is one run, and a holiday beside it another', () => {
  expect(
    freeRuns([
      { day: '2026-04-03', why: 'holiday', name: 'Good Friday' },
      { day: '2026-04-04', why: 'weekday', name: '' },
      { day: '2026-04-05', why: 'weekday', name: '' },
      { day: '2026-04-11', why: 'weekday', name: '' },
    ]),
  ).toEqual([
    { first: '2026-04-03', last: '2026-04-03', why: 'holiday', name: 'Good Friday' },
    { first: '2026-04-04', last: '2026-04-05', why: 'weekday', name: '' },
    { first: '2026-04-11', last: '2026-04-11', why: 'weekday', name: '' },
  ]);
});
