import { describe, expect, it } from 'vitest';
import type { ForecastSeriesShown } from '@/lib/contract';
import { createZone } from '@/lib/zone';
import { drawn } from './drawn';

const zone = createZone('Asia/Shanghai');
const at = (text: string) => Date.parse(`${text}Z`);
const series = {
  points: [
    { start: '2026-03-02T01:00:00Z', contacts: 4, changed_contacts: 6, actual_contacts: 5 },
    { start: '2026-03-02T01:30:00Z', contacts: 2, actual_contacts: 2 },
    { start: '2026-03-02T17:00:00Z', contacts: 3 },
  ],
  days: [
    { date: '2026-03-02', contacts: 6 },
    { date: '2026-03-03', contacts: 3 },
  ],
  repairs: [{ kind: 'missing', start: '2026-02-27T01:00:00Z', now: 7 }],
} as unknown as ForecastSeriesShown;
const history = [
  { start: '2026-03-01T01:00:00Z', contacts: 1 },
  { start: '2026-03-01T01:30:00Z' },
  { start: '2026-03-02T01:00:00Z', contacts: 5 },
];

describe('what is drawn of a forecast', () => {
  it("are its intervals on the organisation's clock, with what was before them", () => {
    const shown = drawn(series, history, zone, false);
    expect(shown.history).toEqual([
      [at('2026-03-01T09:00'), 1],
      [at('2026-03-01T09:30'), null],
    ]);
    expect(shown.points.map(({ wall }) => wall)[0]).toBe(at('2026-03-02T09:00'));
    expect(shown.byHand).toEqual([[at('2026-03-02T09:00'), 6]]);
    expect(shown.actuals).toHaveLength(3);
    expect(shown.repaired).toEqual([[at('2026-02-27T09:00'), 7]]);
  });

  it('are sums of whole days, with what was changed in them', () => {
    const shown = drawn(series, history, zone, true);
    expect(shown.history).toEqual([[at('2026-03-01T00:00'), 1]]);
    expect(shown.points.map(({ wall, contacts }) => [wall, contacts])).toEqual([
      [at('2026-03-02T00:00'), 6],
      [at('2026-03-03T00:00'), 3],
    ]);
    expect(shown.byHand).toEqual([[at('2026-03-02T00:00'), 8]]);
    expect(shown.actuals).toEqual([[at('2026-03-02T00:00'), 7]]);
  });
});
