// One's shifts by day, with what was changed of them and what is off. Pure.
import type { MyShiftChange, MyShifts, Shift, TimeOffRequest } from '@/lib/contract';

export interface OwnDay {
  day: string;
  shifts: Shift[];
  change?: MyShiftChange; // the newest
  off: TimeOffRequest[];
}

export function ownDays(days: string[], shifts: MyShifts | undefined, off: TimeOffRequest[]): OwnDay[] {
  return days.map((day) => ({
    day,
    shifts: (shifts?.items ?? []).filter((each) => each.day === day),
    change: (shifts?.changes ?? []).find((each) => each.day === day),
    off: off.filter(
      ({ state, first_day, last_day }) =>
        (state === 'approved' || state === 'waiting') && first_day <= day && day <= last_day,
    ),
  }));
}

export const paidHours = (days: OwnDay[]) =>
  days.reduce((sum, { shifts }) => sum + shifts.reduce((paid, each) => paid + each.paid_s, 0), 0) / 3600;
