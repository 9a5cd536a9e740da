import { describe, expect, it } from 'vitest';
import type { TwinErrorsOfDay } from '@/lib/contract';
import { errorsByQueue } from './twin-errors';

const day = (offered: number, error: number, is_within: boolean) =>
  ({
    day: '2026-03-02',
    played: {
      queues: [
        { queue: 'Quiet', offered: 1, figures: {} },
        { queue: 'Orders', offered, figures: { service_level: { error, is_within } } },
      ],
    },
  }) as unknown as TwinErrorsOfDay;

describe("the twin's errors", () => {
  it('count either way, by queue, and the days on which it was near enough', () => {
    const [first, second] = errorsByQueue([day(10, 0.1, false), day(30, -0.2, true)]);
    expect(first?.queue).toBe('Orders');
    expect(first?.contacts).toBe(40);
    expect(first?.figures.service_level?.off).toBeCloseTo(0.15);
    expect(first?.figures.service_level).toMatchObject({ within: 1, days: 2 });
    expect(second).toEqual({ queue: 'Quiet', contacts: 2, figures: {} });
    expect(errorsByQueue([])).toEqual([]);
  });
});
