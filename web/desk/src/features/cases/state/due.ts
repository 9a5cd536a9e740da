import type { CaseClock, CaseStatus } from '@/lib/contract';
import type { BadgeTone } from '@/ui/Badge';

// How pressing a promise is: over, within an hour, later.
export function dueTone(dueAt: string | undefined, now: number): BadgeTone {
  if (!dueAt) return 'plain';
  const left = Date.parse(dueAt) - now;
  if (left < 0) return 'alarm';
  return left < 3_600_000 ? 'watch' : 'calm';
}

export function clockTone(clock: CaseClock, now: number): BadgeTone {
  if (clock.state === 'breached') return 'alarm';
  if (clock.state === 'met') return 'calm';
  return clock.state === 'running' ? dueTone(clock.due_at, now) : 'plain';
}

export const statuses = ['new', 'open', 'waiting_customer', 'waiting_other', 'solved', 'closed'] as const;
export const priorities = ['low', 'normal', 'high', 'urgent'] as const;

export const isLive = (status: string) => status !== 'solved' && status !== 'closed';

// Where a case may go from there, and where it is.
export const reachable = (from: CaseStatus): CaseStatus[] =>
  statuses.filter(
    (each) =>
      each === from ||
      (isLive(from) ? each !== 'new' && each !== 'closed' : each === 'open') ||
      (from === 'solved' && each === 'closed'),
  );
