import { describe, expect, it } from 'vitest';
import { rowsOfDay, rowsOfQueue, verdictOf } from './comparison';
import type { ComparedFigure, ComparedVariant } from './comparison';

const estimate = (mean: number, half_width = 0.01) => ({ mean, half_width, runs: 10 });
const figure = (base: number, variant: number, is_sure = true): ComparedFigure => ({
  base: estimate(base),
  variant: estimate(variant),
  difference: estimate(variant - base),
  is_sure,
});
const variant = (part: Partial<ComparedVariant>): ComparedVariant => ({
  name: 'v',
  total: {},
  agents: {},
  cost: {},
  queues: [],
  groups: [],
  ...part,
});

describe('a comparison', () => {
  it('has a line for each figure that some run had', () => {
    const rows = rowsOfDay([
      variant({
        total: { service_level: figure(0.8, 0.9), called_back: figure(0, 0) },
        cost: { total: figure(10, 9) },
      }),
      variant({ total: { abandonment: figure(0.1, 0.2) } }),
    ]);
    expect(rows.map(({ key, figures }) => [key, figures.map((each) => each?.variant.mean)])).toEqual([
      ['service_level', [0.9, undefined]],
      ['abandonment', [undefined, 0.2]],
      ['cost_total', [9, undefined]],
    ]);
    expect(rowsOfQueue([variant({})], 'Orders')).toEqual([]);
  });

  it('has the parts of what the day cost where there are several', () => {
    const cost = { agents: figure(8, 7), contacts: figure(0, 0), total: figure(8, 7) };
    const keys = (of: ComparedVariant) => rowsOfDay([of]).map(({ key }) => key);
    expect(keys(variant({ cost }))).toEqual(['cost_total']);
    expect(keys(variant({ cost: { ...cost, abandons: figure(0, 3) } }))).toEqual([
      'cost_agents',
      'cost_abandons',
      'cost_total',
    ]);
    expect(keys(variant({ cost: { total: figure(0, 0) } }))).toEqual([]);
  });

  it('is better or worse only where the runs are sure', () => {
    expect(verdictOf({ better: 1 }, figure(0.8, 0.9))).toBe('better');
    expect(verdictOf({ better: -1 }, figure(0.1, 0.2))).toBe('worse');
    expect(verdictOf({ better: 0 }, figure(0.1, 0.2))).toBe('other');
    expect(verdictOf({ better: 1 }, figure(0.8, 0.9, false))).toBe('unsure');
  });
});
