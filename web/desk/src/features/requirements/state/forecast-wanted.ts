// What is asked of a forecast's days, from what the form has. Pure.
import type { ForecastRequirementsWanted, KeptForecast } from '@/lib/contract';

export interface ForecastWish {
  name: string;
  forecast_id: string;
  first_day: string;
  days: number;
  service_percent: number;
  shrinkage_percent: number;
  occupancy_percent?: number | null;
  confidence_percent: number;
  promises?: (Partial<PromiseWish> | undefined)[];
}

export interface PromiseWish {
  queue_id: string;
  service_percent: number;
  within_s?: number | null;
  abandonment_percent?: number | null;
}

export const daysMost = 7;

const dayMs = 86_400_000;
const dayAt = (date: string, days: number) =>
  new Date(Date.parse(`${date}T00:00:00Z`) + days * dayMs).toISOString().slice(0, 10);

// A week of the forecast from its first Monday on, or what there is of one.
export function firstStretch({ from, days }: Pick<KeptForecast, 'from' | 'days'>): {
  first_day: string;
  days: number;
} {
  const weekday = new Date(`${from}T00:00:00Z`).getUTCDay();
  const toMonday = (8 - weekday) % 7;
  if (toMonday + daysMost <= days) return { first_day: dayAt(from, toMonday), days: daysMost };
  return { first_day: from, days: Math.min(days, daysMost) };
}

export function isWithin({ from, days }: Pick<KeptForecast, 'from' | 'days'>, date: string): boolean {
  return date >= from && date < dayAt(from, days);
}

export function wantedOf(wish: ForecastWish): ForecastRequirementsWanted {
  const share = (percent: number) => percent / 100;
  return {
    name: wish.name,
    forecast_id: wish.forecast_id,
    first_day: wish.first_day,
    days: wish.days,
    service_level: share(wish.service_percent),
    shrinkage: share(wish.shrinkage_percent),
    confidence: share(wish.confidence_percent),
    ...(wish.occupancy_percent != null && { max_occupancy: share(wish.occupancy_percent) }),
    promises: (wish.promises ?? []).flatMap((promise) =>
      promise?.queue_id && promise.service_percent != null
        ? [
            {
              queue_id: promise.queue_id,
              service_level: share(promise.service_percent),
              ...(promise.within_s != null && { within_s: promise.within_s }),
              ...(promise.abandonment_percent != null && { abandonment: share(promise.abandonment_percent) }),
            },
          ]
        : [],
    ),
  };
}
