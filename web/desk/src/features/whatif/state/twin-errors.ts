// How far off the twin was, of several nights together. Pure.
import type { TwinErrorsOfDay } from '@/lib/contract';

export const judged = ['service_level', 'abandonment', 'asa_s'] as const;
export type Judged = (typeof judged)[number];

interface OfFigure {
  off: number; // mean of what it was off by, either way
  within: number; // of the days
  days: number;
}

export interface QueueErrors {
  queue: string;
  contacts: number;
  figures: Partial<Record<Judged, OfFigure>>;
}

// The busiest first.
export function errorsByQueue(days: TwinErrorsOfDay[]): QueueErrors[] {
  const found = new Map<string, QueueErrors>();
  for (const { played } of days)
    for (const { queue, offered, figures } of played.queues) {
      const known: QueueErrors = found.get(queue) ?? { queue, contacts: 0, figures: {} };
      found.set(queue, known);
      known.contacts += offered;
      for (const name of judged) {
        const figure = figures[name];
        if (!figure) continue;
        const { off, within, days: before } = known.figures[name] ?? { off: 0, within: 0, days: 0 };
        known.figures[name] = {
          off: (off * before + Math.abs(figure.error)) / (before + 1),
          within: within + (figure.is_within ? 1 : 0),
          days: before + 1,
        };
      }
    }
  return [...found.values()].sort((a, b) => b.contacts - a.contacts);
}
