import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';

const good = 0.95;
const poor = 0.85;

// A share of the schedule; its colour only repeats the number.
export function ShareCell({ share }: { share: number | null | undefined }) {
  const format = useFormat();
  if (share == null) return <>—</>;
  return (
    <Badge tone={share >= good ? 'calm' : share >= poor ? 'watch' : 'alarm'}>
      <span className="numbers">{format.percent(share)}</span>
    </Badge>
  );
}
