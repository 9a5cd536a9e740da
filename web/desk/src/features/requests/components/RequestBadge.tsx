import { useTranslation } from 'react-i18next';
import type { ShiftSwap, TimeOffRequest } from '@/lib/contract';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';

const tones: Partial<Record<TimeOffRequest['state'] | ShiftSwap['state'], BadgeTone>> = {
  waiting: 'watch',
  open: 'watch',
  approved: 'calm',
  done: 'calm',
  declined: 'alarm',
};

export function RequestBadge({ state }: { state: TimeOffRequest['state'] | ShiftSwap['state'] }) {
  const { t } = useTranslation('requests');
  return <Badge tone={tones[state] ?? 'plain'}>{t(`state.${state}`)}</Badge>;
}
