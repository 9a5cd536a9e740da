import { useTranslation } from 'react-i18next';
import { Badge } from '@/ui/Badge';
import type { RoundState } from '../state/bid-state';

const tones = { open: 'watch', closed: 'alarm', awarded: 'calm', cancelled: 'plain' } as const;

export function BidBadge({ state }: { state: RoundState }) {
  const { t } = useTranslation('requests');
  return <Badge tone={tones[state]}>{t(`bid.state_${state}`)}</Badge>;
}
