import { Badge } from '@/ui/Badge';
import { useNow } from '@/lib/clock';
import { useFormat } from '@/lib/format';
import { useTranslation } from 'react-i18next';
import { dueTone } from '../state/due';

// Until, or since, a promise runs out.
export function Due({ at }: { at: string | undefined }) {
  const { t } = useTranslation('cases');
  const now = useNow(1000);
  const format = useFormat();
  if (!at) return <span className="quiet">—</span>;
  const left = (Date.parse(at) - now) / 1000;
  const time = format.duration(Math.abs(left) < 3600 ? Math.abs(left) : Math.round(Math.abs(left) / 60) * 60);
  return (
    <span title={format.dateTime(at)}>
      <Badge tone={dueTone(at, now)}>{left < 0 ? t('overdue', { time }) : t('due_in', { time })}</Badge>
    </span>
  );
}
