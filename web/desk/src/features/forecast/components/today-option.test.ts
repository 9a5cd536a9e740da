import { describe, expect, it } from 'vitest';
import type { Reforecast } from '@/lib/contract';
import { createZone } from '@/lib/zone';
import { todayLines } from './today-option';

const point = (hour: number, planned: number, contacts: number, actual?: number) => ({
  start: `2026-03-02T0${hour}:00:00Z`,
  planned,
  contacts,
  actual_contacts: actual,
  low_50: contacts,
  high_50: contacts,
  low_80: actual == null ? contacts - 2 : contacts,
  high_80: actual == null ? contacts + 3 : contacts,
  low_95: contacts,
  high_95: contacts,
});

describe('a day that goes on', () => {
  it('has what came, then the rest again with its band, by the organisation’s clock', () => {
    const again = {
      points: [point(7, 10, 10), point(8, 10, 14, 14), point(9, 10, 13)],
    } as unknown as Reforecast;
    const lines = todayLines(again, createZone('Europe/Berlin'));
    expect(lines.planned.map(([wall]) => new Date(wall).getUTCHours())).toEqual([8, 9, 10]);
    expect(lines.actuals.map(([, value]) => value)).toEqual([null, 14, null]);
    expect(lines.again.map(([, value]) => value)).toEqual([null, null, 13]);
    expect(lines.low.map(([, value]) => value)).toEqual([null, null, 11]);
    expect(lines.width.map(([, value]) => value)).toEqual([null, null, 5]);
  });

  it('is all to come before anything has', () => {
    const lines = todayLines(
      { points: [point(7, 10, 10), point(8, 10, 10)] } as unknown as Reforecast,
      createZone('UTC'),
    );
    expect(lines.again.map(([, value]) => value)).toEqual([10, 10]);
  });
});
