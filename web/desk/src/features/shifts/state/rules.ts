// Hard rules in words: which refuse a change, and the figures a sentence about them has. Pure.
import type { PlanState, ScheduleRule, ShiftViolation } from '@/lib/contract';

// Minimums that a draft which is still being filled cannot have yet; they are said and refuse nothing.
const ofWholePlan = new Set<ScheduleRule>([
  'paid_week_min',
  'paid_total_min',
  'days_in_row_min',
  'days_off_in_row_min',
]);

export function refusing(violations: ShiftViolation[], state: PlanState): ShiftViolation[] {
  return violations.filter(({ rule }) => state === 'published' || !ofWholePlan.has(rule));
}

const inSeconds = new Set<ScheduleRule>([
  'paid_day_max',
  'paid_week_min',
  'paid_week_max',
  'paid_total_min',
  'paid_total_max',
  'rest_min',
  'rest_after_nights',
]);
// Their own words say more than figures would.
const inWords = new Set<ScheduleRule>([
  'known',
  'template_fits',
  'breaks_fit',
  'contract_shifts',
  'available',
  'time_off',
  'one_shift_a_day',
]);

export type RuleSaid =
  | { rule: ScheduleRule; what: string } // the server's sentence
  | { rule: ScheduleRule; found: number; limit: number; unit: 'hours' | 'count' };

export function said({ rule, what, found, limit }: ShiftViolation): RuleSaid {
  if (inWords.has(rule)) return { rule, what };
  if (!inSeconds.has(rule)) return { rule, found, limit, unit: 'count' };
  const hours = (seconds: number) => Math.round(seconds / 36) / 100;
  return { rule, found: hours(found), limit: hours(limit), unit: 'hours' };
}

// One is enough of those that say the same.
export function distinct(violations: ShiftViolation[]): ShiftViolation[] {
  const seen = new Set<string>();
  return violations.filter((each) => {
    const key = [each.rule, each.agent_id, each.day, each.what].join('|');
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}
