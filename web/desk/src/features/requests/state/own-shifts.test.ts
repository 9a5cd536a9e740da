import { expect, it } from 'vitest';
import type { MyShifts, Shift, TimeOffRequest } from '@/lib/contract';
import { ownDays, paidHours } from './own-shifts';

const shift = (day: string) => ({ day, paid_s: 27_000 }) as Shift;
const off = (first_day: string, last_day: string, state: TimeOffRequest['state']) =>
  ({ first_day, last_day, state }) as TimeOffRequest;

it('a day shows its shift, its newest change and the time off that counts', () => {
  const mine = {
    items: [shift('2026-03-02')],
    changes: [
      { day: '2026-03-03', at: '2026-02-02T00:00:00Z' },
      { day: '2026-03-03', at: '2026-02-01T00:00:00Z' },
    ],
  } as MyShifts;
  const [first, second] = ownDays(['2026-03-02', '2026-03-03'], mine, [
    off('2026-03-01', '2026-03-02', 'declined'),
    off('2026-03-03', '2026-03-05', 'waiting'),
  ]);
  expect(first?.shifts).toHaveLength(1);
  expect(first?.off).toHaveLength(0);
  expect(second?.change?.at).toBe('2026-02-02T00:00:00Z');
  expect(second?.off).toHaveLength(1);
  expect(paidHours([first!, second!])).toBe(7.5);
});
