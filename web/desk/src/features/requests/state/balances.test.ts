import { expect, it } from 'vitest';
import type { TimeOffBalance } from '@/lib/contract';
import { byAgent } from './balances';

it('has a row an agent by name, with the balance of each type', () => {
  const of = (agent_id: string, time_off_type_id: string, taken: number): TimeOffBalance => ({
    agent_id,
    time_off_type_id,
    year: 2026,
    taken,
    asked: 0,
  });
  const rows = byAgent(
    [of('1', 'a', 1), of('2', 'a', 2), of('1', 'b', 3)],
    (id) => ({ 1: 'Zoe', 2: 'Ann' })[id] ?? '',
  );
  expect(rows.map(({ name }) => name)).toEqual(['Ann', 'Zoe']);
  expect(rows[1]?.balances.b?.taken).toBe(3);
  expect(rows[0]?.balances.b).toBeUndefined();
});
