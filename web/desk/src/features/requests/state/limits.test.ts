import { expect, it } from 'vitest';
import type { AwayLimit, TimeOffRules } from '@/lib/contract';
import { limitsOf, withLimit } from './limits';

const limit = (name: string, away_max: number): AwayLimit => ({
  name,
  away_max,
  first_day: '',
  last_day: '',
  weekdays: [],
});
const rules: TimeOffRules = {
  asks_coverage: true,
  limits: [limit('Voice', 2), limit('Black Friday', 0), limit('Sales', 3)],
};

it('a limit of nobody is a closed day', () => {
  expect(limitsOf(rules, 'closed').map(({ at }) => at)).toEqual([1]);
  expect(limitsOf(rules, 'limits').map(({ limit: { name } }) => name)).toEqual(['Voice', 'Sales']);
});

it('one is added, changed and removed, and the others stay as they are', () => {
  const names = (changed: TimeOffRules | undefined) =>
    changed?.limits.map(({ name, away_max }) => `${name} ${away_max}`);
  expect(names(withLimit(rules, undefined, limit('Chat', 1)))).toEqual([
    'Voice 2',
    'Black Friday 0',
    'Sales 3',
    'Chat 1',
  ]);
  expect(names(withLimit(rules, rules.limits[0], limit('Voice', 5)))).toEqual([
    'Voice 5',
    'Black Friday 0',
    'Sales 3',
  ]);
  expect(names(withLimit(rules, rules.limits[1], undefined))).toEqual(['Voice 2', 'Sales 3']);
});

it('one that somebody else has changed meanwhile is not overwritten', () => {
  expect(withLimit(rules, limit('Voice', 9), limit('Voice', 5))).toBeUndefined();
});
