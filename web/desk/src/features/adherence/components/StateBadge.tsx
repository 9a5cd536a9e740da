import { useTranslation } from 'react-i18next';
import type { AgentAdherence } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { Badge } from '@/ui/Badge';
import { PresenceText } from '@/ui/PresenceMark';
import styles from './Adherence.module.css';

const none = '0';

// What somebody does and whether it is what they should; of a past day, how many deviations there were.
export function StateBadge({ agent, isLive }: { agent: AgentAdherence; isLive: boolean }) {
  const { t } = useTranslation('adherence');
  const names = useNames();
  const { now, figures } = agent;
  if (!isLive || !now)
    return (
      <Badge tone={figures.deviations > 0 ? 'watch' : 'calm'}>
        {t('deviation_count', { count: figures.deviations })}
      </Badge>
    );
  const { seen, scheduled } = now;
  return (
    <span className={styles.state}>
      <PresenceText
        presence={seen.presence}
        reason={seen.reason_id !== none ? names.of('presence_reasons', seen.reason_id) : undefined}
      />
      {now.is_out && now.kind ? (
        <Badge tone="alarm">{t(`kind.${now.kind}`)}</Badge>
      ) : (
        <span className="quiet ellipsis">
          {now.is_excused ? t('is_excused') : (scheduled?.name ?? t('off'))}
        </span>
      )}
    </span>
  );
}
