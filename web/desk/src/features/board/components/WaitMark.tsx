import { useNow } from '@/lib/clock';
import { clockText, secondsBetween } from '@/lib/format';
import { waitLevel } from '../state/levels';
import { LevelMark } from './LevelMark';

// A wait that goes on, judged by what the queue promises.
export function WaitMark({ since, withinS }: { since: string | undefined; withinS: number }) {
  const now = useNow();
  if (!since) return <span className="quiet">—</span>;
  const waited = secondsBetween(since, now);
  return <LevelMark level={waitLevel(waited, withinS)}>{clockText(waited)}</LevelMark>;
}
