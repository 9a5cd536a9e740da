import { describe, expect, it } from 'vitest';
import type { HistorySeries } from '@/lib/contract';
import { problemOf } from './problem';
import type { Wanted } from './problem';

const start = '2026-03-02T00:00:00Z';
const series: HistorySeries[] = [
  {
    queue_id: '1',
    queue: 'Orders',
    channel: 'voice',
    interval_min: 30,
    points: [
      { start, contacts: 10, handle_s: 100 },
      { start: '2026-03-02T00:30:00Z' },
      { start: '2026-03-02T01:00:00Z', contacts: 30, handle_s: 200 },
    ],
  },
];
const wanted: Wanted = {
  name: 'Monday',
  day: '2026-03-02',
  percent: 110,
  confidence_percent: 90,
  queues: [
    { queue: 'Orders', service_percent: 80, within_s: 20, patience_s: 180 },
    { queue: 'Nobody works here', service_percent: 80, within_s: 20, patience_s: 180 },
  ],
  groups: [{ name: 'All', queues: ['Orders', 'Nobody works here'], shrinkage_percent: 30 }],
};

describe('a day to staff', () => {
  it('has what came, scaled, and the mean of what it took', () => {
    const problem = problemOf(wanted, series, 'UTC');
    expect(problem).toMatchObject({ start, interval_minutes: 30, confidence: 0.9 });
    expect(problem?.queues).toHaveLength(1);
    expect(problem?.queues[0]).toMatchObject({
      name: 'Orders',
      talk: { mean_s: 175 },
      target: { service_level: 0.8 },
    });
    expect(problem?.queues[0]?.arrivals.per_interval).toEqual([11, 0, 33]);
    expect(problem?.groups).toEqual([{ name: 'All', queues: ['Orders'], shrinkage: 0.3 }]);
  });

  it('is none where nothing came', () => {
    expect(problemOf(wanted, [], 'UTC')).toBeNull();
    expect(problemOf({ ...wanted, groups: [] }, series, 'UTC')).toBeNull();
  });
});
