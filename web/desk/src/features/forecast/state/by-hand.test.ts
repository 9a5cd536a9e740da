import { describe, expect, it } from 'vitest';
import type { ForecastPointShown } from '@/lib/contract';
import { changesOf } from './by-hand';

const point = (start: string, contacts: number, part: Partial<ForecastPointShown> = {}) =>
  ({ start, contacts, ...part }) as ForecastPointShown;
const points = [point('a', 10), point('b', 30, { changed_contacts: 20, changed_handle_s: 100 })];

describe('figures by hand', () => {
  it('are a share of what is planned with, and keep what was changed beside them', () => {
    expect(changesOf(points, 'percent', 150)).toEqual([
      { start: 'a', contacts: 15 },
      { start: 'b', contacts: 30, handle_s: 100 },
    ]);
  });

  it('spread a sum as the contacts are spread, evenly where there are none', () => {
    expect(changesOf(points, 'contacts', 60).map(({ contacts }) => contacts)).toEqual([20, 40]);
    const none = [point('a', 0), point('b', 0)];
    expect(changesOf(none, 'contacts', 5).map(({ contacts }) => contacts)).toEqual([2.5, 2.5]);
  });

  it('leave contacts alone when the handle time is changed', () => {
    expect(changesOf(points, 'handle_s', 90)).toEqual([
      { start: 'a', handle_s: 90 },
      { start: 'b', contacts: 20, handle_s: 90 },
    ]);
  });

  it('are taken back where there are some', () => {
    expect(changesOf(points, 'computed', 0)).toEqual([{ start: 'b' }]);
  });
});
