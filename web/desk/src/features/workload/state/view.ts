// What is looked at, as it stands in the address.
import type { SeriesRange } from '@/lib/contact-history';
import type { ChannelKind, HistoryQueue } from '@/lib/contract';
import type { Zone } from '@/lib/zone';
import { figures } from './figures';
import type { Figure } from './figures';

export const day = 86_400_000;
export const intervals = [15, 30, 60, 1440] as const;
export const earlierDays = [7, 28, 364] as const;

export interface View {
  queue: string; // "<queue>:<channel>"
  from: string; // days, both inclusive: "2026-03-02"
  to: string;
  interval: number;
  figure: Figure;
  against: string; // '', days earlier, or another "<queue>:<channel>"
}

export const nameOf = ({ queue_id, channel }: Pick<HistoryQueue, 'queue_id' | 'channel'>) =>
  `${queue_id}:${channel}`;
export const dayText = (wall: number) => new Date(wall).toISOString().slice(0, 10);
const wallOf = (text: string) => Date.parse(`${text}T00:00:00Z`);
const isDay = (text: string | null): text is string =>
  text !== null && /^\d{4}-\d\d-\d\d$/.test(text) && !Number.isNaN(wallOf(text));

// The busiest queue's last four weeks, unless the address says otherwise.
export function readView(params: URLSearchParams, queues: HistoryQueue[]): View | null {
  const known = queues.map(nameOf);
  const busiest = [...queues].sort((a, b) => b.contacts - a.contacts)[0];
  if (!busiest) return null;
  const asked = params.get('queue') ?? '';
  const queue = known.includes(asked) ? asked : nameOf(busiest);
  const last = wallOf((queues.find((each) => nameOf(each) === queue) ?? busiest).last_day);
  const interval = Number(params.get('interval'));
  const figure = figures.find((each) => each === params.get('figure'));
  const against = params.get('against') ?? '';
  const [from, to] = [params.get('from'), params.get('to')];
  const isRange = isDay(from) && isDay(to) && from <= to;
  return {
    queue,
    from: isRange ? from : dayText(last - 27 * day),
    to: isRange ? to : dayText(last),
    interval: intervals.find((each) => each === interval) ?? 60,
    figure: figure ?? 'contacts',
    against: earlierDays.some((each) => String(each) === against) || known.includes(against) ? against : '',
  };
}

export const earlierOf = ({ against }: View) => (/^\d+$/.test(against) ? Number(against) : 0);

// `isAgainst`: what it is compared with; null where that is nothing.
export function rangeOf(view: View, zone: Zone, isAgainst = false): SeriesRange | null {
  if (isAgainst && view.against === '') return null;
  const earlier = isAgainst ? earlierOf(view) * day : 0;
  const [queue_id = '', channel = ''] = (isAgainst && earlier === 0 ? view.against : view.queue).split(':');
  const at = (wall: number) => new Date(zone.instant(wall)).toISOString();
  return {
    queue_id,
    channel: channel as ChannelKind,
    from: at(wallOf(view.from) - earlier),
    to: at(wallOf(view.to) + day - earlier),
    interval_min: view.interval,
  };
}
