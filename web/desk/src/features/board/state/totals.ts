import type { Board } from '@/lib/contract';

export interface Totals {
  waiting: number;
  oldest: string | undefined;
  active: number;
  available: number;
  signedIn: number;
  serviceLevel: number | undefined;
}

// Over all queues; the service level weighted by what was answered or given up in each.
export function totalsOf({ queues, agents }: Board): Totals {
  const sum = (of: (queue: Board['queues'][number]) => number) =>
    queues.reduce((all, queue) => all + of(queue), 0);
  const weight = (queue: Board['queues'][number]) =>
    queue.today.service_level === undefined ? 0 : queue.today.answered + queue.today.abandoned;
  const weights = sum(weight);
  const oldest = queues.flatMap(({ oldest_queued_at }) => oldest_queued_at ?? []).sort();
  return {
    waiting: sum((queue) => queue.waiting),
    oldest: oldest[0],
    active: sum((queue) => queue.active),
    available: agents.filter(({ presence }) => presence === 'available').length,
    signedIn: agents.filter(({ presence }) => presence !== 'offline').length,
    serviceLevel:
      weights > 0 ? sum((queue) => (queue.today.service_level ?? 0) * weight(queue)) / weights : undefined,
  };
}
