// The limits of how many may be away: those of nobody close a day. Pure.
import type { AwayLimit, TimeOffRules } from '@/lib/contract';

export type LimitKind = 'limits' | 'closed';

export const kindOf = ({ away_max }: AwayLimit): LimitKind => (away_max === 0 ? 'closed' : 'limits');

// With their place among all, by which they are known: they have no ids.
export const limitsOf = (rules: TimeOffRules, kind: LimitKind) =>
  rules.limits.map((limit, at) => ({ limit, at })).filter(({ limit }) => kindOf(limit) === kind);

const isEqual = (a: AwayLimit, b: AwayLimit) =>
  a.name === b.name &&
  a.away_max === b.away_max &&
  a.first_day === b.first_day &&
  a.last_day === b.last_day &&
  a.team_id === b.team_id &&
  a.skill_id === b.skill_id &&
  a.weekdays.join() === b.weekdays.join();

// `before` gives way to `after`: absent before, it is new; absent after, it goes. Where `before` is not there any
// more, somebody else has changed it: undefined.
export function withLimit(
  rules: TimeOffRules,
  before: AwayLimit | undefined,
  after: AwayLimit | undefined,
): TimeOffRules | undefined {
  const at = before ? rules.limits.findIndex((each) => isEqual(each, before)) : rules.limits.length;
  if (at < 0) return undefined;
  return {
    ...rules,
    limits: [...rules.limits.slice(0, at), ...(after ? [after] : []), ...rules.limits.slice(at + 1)],
  };
}
