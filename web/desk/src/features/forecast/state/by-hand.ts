// Intervals changed by hand, beside what was computed. Pure.
import type { ForecastPointShown } from '@/lib/contract';

export interface PointChange {
  start: string;
  contacts?: number;
  handle_s?: number;
}

export type Way = 'percent' | 'contacts' | 'handle_s' | 'computed';

export const contactsOf = (point: ForecastPointShown) => point.changed_contacts ?? point.contacts;
export const isByHand = (point: ForecastPointShown) =>
  point.changed_contacts != null || point.changed_handle_s != null;

const tenth = (value: number) => Math.round(value * 10) / 10;

// percent: of what is planned with now. contacts: altogether, spread as they are. handle_s: each. computed: again.
export function changesOf(points: ForecastPointShown[], way: Way, value: number): PointChange[] {
  const sum = points.reduce((before, point) => before + contactsOf(point), 0);
  const spread = (point: ForecastPointShown) =>
    sum > 0 ? (contactsOf(point) * value) / sum : value / points.length;
  return points.flatMap((point) => {
    const { start, changed_contacts, changed_handle_s } = point;
    if (way === 'computed') return isByHand(point) ? [{ start }] : [];
    const contacts =
      way === 'percent'
        ? tenth((contactsOf(point) * value) / 100)
        : way === 'contacts'
          ? tenth(spread(point))
          : changed_contacts;
    const handle_s = way === 'handle_s' ? value : changed_handle_s;
    return [{ start, ...(contacts != null && { contacts }), ...(handle_s != null && { handle_s }) }];
  });
}
