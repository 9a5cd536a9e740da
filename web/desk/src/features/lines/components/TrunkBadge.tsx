import { Tooltip } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Trunk, TrunkState } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';

const reasons = ['registration_refused', 'no_gateway_answers', 'certificate_refused'] as const;

export function TrunkBadge({ trunk, state }: { trunk: Trunk; state: TrunkState | undefined }) {
  const { t } = useTranslation('lines');
  const format = useFormat();
  if (!trunk.is_active) return <Badge>{t('off')}</Badge>;
  if (state?.is_up === undefined) return <Badge>{t('unknown')}</Badge>;
  const reason = reasons.find((each) => each === state.why);
  const why = !state.is_up && (reason ? t(`why.${reason}`) : state.why);
  const since = state.since && t('since', { when: format.dateTime(state.since) });
  return (
    <Tooltip title={[why, since].filter(Boolean).join(' · ')}>
      <span>
        <Badge tone={state.is_up ? 'calm' : 'alarm'}>{t(state.is_up ? 'up' : 'down')}</Badge>
      </span>
    </Tooltip>
  );
}
