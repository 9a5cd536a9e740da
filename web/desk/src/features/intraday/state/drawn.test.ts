import { describe, expect, it } from 'vitest';
import type { OutlookPoint, QueueOutlook } from '@/lib/contract';
import { createZone } from '@/lib/zone';
import { drawn, shownPoints, targetOf, verdictOf } from './drawn';

const range = (mean: number, p10 = mean, p90 = mean) => ({ mean, p10, p90 });

function point(start: string, part: Partial<OutlookPoint> = {}): OutlookPoint {
  return {
    start: `2026-03-02T${start}:00Z`,
    forecast: 0,
    reforecast: 0,
    contacts: range(0),
    planned: 0,
    there: 0,
    ...part,
  };
}

const day = [
  point('06:00'),
  point('06:30'),
  point('07:00', { planned: 2 }),
  point('07:30', {
    forecast: 10,
    reforecast: 12,
    contacts: range(12),
    actual_contacts: 12,
    service_level: range(0.9),
  }),
  point('08:00', {
    forecast: 10,
    reforecast: 11,
    contacts: range(11, 7, 15),
    service_level: range(0.7, 0.5, 0.85),
    there: 3,
  }),
  point('08:30'),
  point('09:00'),
];

describe('what is shown of a day', () => {
  it('begins before somebody comes or works, and ends after', () => {
    expect(shownPoints(day).map(({ start }) => start.slice(11, 16))).toEqual([
      '06:30',
      '07:00',
      '07:30',
      '08:00',
      '08:30',
    ]);
  });

  it('is everything of a day without anybody', () => {
    const empty = [point('06:00'), point('06:30')];
    expect(shownPoints(empty)).toEqual(empty);
  });
});

describe('what is drawn', () => {
  const lines = drawn(day, createZone('Europe/Berlin'));

  it('stands on the clock of the organisation', () => {
    expect(new Date(lines.walls[0] ?? 0).toISOString()).toBe('2026-03-02T07:00:00.000Z');
  });

  it('has what came, and nothing where nothing has come yet', () => {
    expect(lines.actual[3]?.[1]).toBe(12);
    expect(lines.actual[4]?.[1]).toBeNull();
    expect(lines.level[3]?.[1]).toBe(90);
    expect(lines.level[5]?.[1]).toBeNull();
  });

  it('has a band around what is ahead only', () => {
    expect(lines.contacts.low[3]?.[1]).toBeNull();
    expect(lines.contacts.low[4]?.[1]).toBe(7);
    expect(lines.contacts.width[4]?.[1]).toBe(8);
    expect(lines.levelBand.width[4]?.[1]).toBeCloseTo(35);
  });
});

describe('an effect', () => {
  it('is better or worse by which way is better, when it is sure', () => {
    expect(verdictOf({ difference: 0.1, is_sure: true }, 1)).toBe('better');
    expect(verdictOf({ difference: 0.1, is_sure: true }, -1)).toBe('worse');
    expect(verdictOf({ difference: 0.1, is_sure: false }, 1)).toBe('unsure');
    expect(verdictOf({ difference: 0, is_sure: true }, 1)).toBe('unsure');
  });
});

it('holds a queue to its own target, and the others to that of the day', () => {
  const queues = [{ queue_id: '1', service_level_target: 0.9 }, { queue_id: '2' }] as QueueOutlook[];
  expect(['1', '2', '3'].map((id) => targetOf(queues, id, 0.8))).toEqual([0.9, 0.8, 0.8]);
});
