// A day to staff, made of what came on a day that was. Pure.
import type { HistorySeries, StaffingProblem } from '@/lib/contract';

export interface Wanted {
  name: string;
  day: string; // as whose arrivals it is
  percent: number; // of them
  confidence_percent: number; // of the days
  queues: QueueWanted[];
  groups: GroupWanted[];
}

export interface QueueWanted {
  queue: string; // its name
  service_percent: number;
  within_s: number;
  abandonment_percent?: number;
  patience_s: number;
}

export interface GroupWanted {
  name: string;
  queues: string[];
  shrinkage_percent: number;
  occupancy_percent?: number;
}

const handleUnknown_s = 240;

// Queues without a wish, or on which nobody works, are left out.
export function problemOf(wanted: Wanted, series: HistorySeries[], timeZone: string): StaffingProblem | null {
  const served = new Set(wanted.groups.flatMap(({ queues }) => queues));
  const queues = wanted.queues.flatMap((wish) => {
    const found = series.find(({ queue }) => queue === wish.queue);
    return found && served.has(wish.queue) ? [queueOf(wish, found, wanted.percent)] : [];
  });
  const start = series[0]?.points[0]?.start;
  if (queues.length === 0 || !start) return null;
  const known = new Set(queues.map(({ name }) => name));
  return {
    name: wanted.name,
    start,
    time_zone: timeZone,
    interval_minutes: series[0]?.interval_min ?? 30,
    confidence: wanted.confidence_percent / 100,
    queues,
    groups: wanted.groups
      .map(({ name, queues: of, shrinkage_percent, occupancy_percent }) => ({
        name,
        queues: of.filter((queue) => known.has(queue)),
        shrinkage: shrinkage_percent / 100,
        ...(occupancy_percent != null && { max_occupancy: occupancy_percent / 100 }),
      }))
      .filter(({ queues: of }) => of.length > 0),
  };
}

function queueOf(
  wish: QueueWanted,
  series: HistorySeries,
  percent: number,
): StaffingProblem['queues'][number] {
  const { points } = series;
  const handled = points.filter(({ contacts, handle_s }) => contacts != null && handle_s != null);
  const contacts = handled.reduce((sum, point) => sum + (point.contacts ?? 0), 0);
  const worked = handled.reduce((sum, point) => sum + (point.contacts ?? 0) * (point.handle_s ?? 0), 0);
  return {
    name: wish.queue,
    channel: series.channel,
    arrivals: {
      interval_s: series.interval_min * 60,
      per_interval: points.map((point) => ((point.contacts ?? 0) * percent) / 100),
    },
    talk: { kind: 'exponential', mean_s: contacts > 0 && worked > 0 ? worked / contacts : handleUnknown_s },
    patience: { kind: 'exponential', mean_s: wish.patience_s },
    rules: { service_level_within_s: wish.within_s },
    target: {
      service_level: wish.service_percent / 100,
      ...(wish.abandonment_percent != null && { abandonment: wish.abandonment_percent / 100 }),
    },
  };
}
