import { clockText, secondsBetween } from '@/lib/format';
import { useNow } from '@/lib/clock';

// Time since an instant, ticking.
export function Ticking({ since }: { since: string }) {
  const now = useNow();
  return <span className="numbers">{clockText(secondsBetween(since, now))}</span>;
}
