import { describe, expect, it } from 'vitest';
import { firstStretch, isWithin, wantedOf } from './forecast-wanted';

describe('the days of a forecast', () => {
  it('are its first whole week, or what there is', () => {
    expect(firstStretch({ from: '2026-11-24', days: 28 })).toEqual({ first_day: '2026-11-30', days: 7 });
    expect(firstStretch({ from: '2026-11-30', days: 7 })).toEqual({ first_day: '2026-11-30', days: 7 });
    expect(firstStretch({ from: '2026-11-29', days: 8 })).toEqual({ first_day: '2026-11-30', days: 7 });
    expect(firstStretch({ from: '2026-11-24', days: 5 })).toEqual({ first_day: '2026-11-24', days: 5 });
    expect(firstStretch({ from: '2026-11-24', days: 10 })).toEqual({ first_day: '2026-11-24', days: 7 });
  });
  it('end before the day after its last', () => {
    const forecast = { from: '2026-12-30', days: 3 };
    expect(isWithin(forecast, '2026-12-29')).toBe(false);
    expect(isWithin(forecast, '2027-01-01')).toBe(true);
    expect(isWithin(forecast, '2027-01-02')).toBe(false);
  });
});

describe('what is asked', () => {
  const wish = {
    name: 'Week 49',
    forecast_id: '7',
    first_day: '2026-11-30',
    days: 7,
    service_percent: 80,
    shrinkage_percent: 30,
    confidence_percent: 90,
  };
  it('has shares for percents, and only what was filled in', () => {
    expect(wantedOf({ ...wish, occupancy_percent: null })).toEqual({
      name: 'Week 49',
      forecast_id: '7',
      first_day: '2026-11-30',
      days: 7,
      service_level: 0.8,
      shrinkage: 0.3,
      confidence: 0.9,
      promises: [],
    });
    const promises = [
      undefined,
      { queue_id: '4' },
      { queue_id: '5', service_percent: 95, within_s: 0, abandonment_percent: 2 },
    ];
    expect(wantedOf({ ...wish, occupancy_percent: 85, promises })).toMatchObject({
      max_occupancy: 0.85,
      promises: [{ queue_id: '5', service_level: 0.95, within_s: 0, abandonment: 0.02 }],
    });
  });
});
