import { useTranslation } from 'react-i18next';
import type { Interaction } from '@/lib/contract';
import { Badge } from '@/ui/Badge';
import { Ticking } from '@/ui/Ticking';
import { useTalkStart } from '../api/get-talk-start';
import type { ShownCall } from '../state/calls';
import { RecordIcon } from './RecordIcon';
import styles from './CallBar.module.css';

interface Props {
  interaction: Interaction;
  call: ShownCall | undefined;
  isMuted?: boolean;
}

export function CallState({ interaction, call, isMuted = false }: Props) {
  const { t } = useTranslation('softphone');
  const since = useTalkStart(interaction.id);
  const isUp = call?.is_up !== false && interaction.state === 'active';
  // A callback: the customer's phone rings, or is about to.
  const isDialling = interaction.state === 'dialling';
  return (
    <div className={styles.state} role="status">
      {!isUp &&
        (isDialling ? <Badge tone="watch">{t('state.dialling')}</Badge> : <Badge>{t('state.closed')}</Badge>)}
      {isUp && call?.is_held && (
        <Badge tone={call.is_recalled ? 'alarm' : 'watch'}>
          {t(call.is_recalled ? 'state.recalled' : 'state.held')}{' '}
          {call.heldSince !== undefined && <Ticking since={new Date(call.heldSince).toISOString()} />}
        </Badge>
      )}
      {isUp && !call?.is_held && (
        <Badge tone="calm">{t(call?.is_conference ? 'state.conference' : 'state.talking')}</Badge>
      )}
      {isUp && call && call.recording !== 'none' && (
        <Badge tone={call.recording === 'on' ? 'alarm' : 'watch'}>
          <RecordIcon /> {t(call.recording === 'on' ? 'state.recording' : 'state.recording_paused')}
        </Badge>
      )}
      {isUp && isMuted && <Badge tone="alarm">{t('state.muted')}</Badge>}
      {isUp && since && (
        <span className={styles.time}>
          <span className="sr-only">{t('duration')} </span>
          <Ticking since={since} />
        </span>
      )}
    </div>
  );
}
