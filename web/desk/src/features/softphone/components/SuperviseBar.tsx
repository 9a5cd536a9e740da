import { Button, Radio } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Interaction, Supervision } from '@/lib/contract';
import { useLive } from '@/lib/live/live-context';
import { usePhone } from '@/lib/phone';
import { useSession } from '@/lib/session';
import { memberOf } from '../state/calls';
import { useAct, useCall } from '../state/softphone-context';
import { CallMembers } from './CallMembers';
import { CallState } from './CallState';
import { NotHeard } from './NotHeard';
import styles from './CallBar.module.css';

const ways: Supervision[] = ['monitor', 'whisper', 'barge'];

interface Props {
  interaction: Interaction;
  onTakeOver?: () => void;
}

// A live call of somebody else, for those who supervise: hear it, speak into one ear of it, or into all.
export function SuperviseBar({ interaction, onTakeOver }: Props) {
  const { t } = useTranslation('softphone');
  const me = useSession().user.id;
  const { state: feed } = useLive();
  const phone = usePhone();
  const call = useCall(interaction.id);
  const act = useAct(interaction.id);
  const self = memberOf(call, me);
  if (interaction.state !== 'active' || (self && self.role !== 'supervisor')) return null;
  const now = self && self.supervision !== 'none' ? self.supervision : undefined;
  const canAct = feed === 'open' && phone?.look === 'ready' && call?.is_up !== false;
  return (
    <section className={styles.supervise} aria-label={t('supervise')}>
      <CallState interaction={interaction} call={call} />
      <CallMembers members={call?.members} customer={interaction.customer.name} />
      <div className={styles.choices}>
        <Radio.Group
          size="small"
          optionType="button"
          buttonStyle="solid"
          value={now ?? null}
          disabled={!canAct}
          onChange={({ target }) => act(target.value as Supervision)}
          options={ways.map((way) => ({ value: way, label: t(`do.${way}`) }))}
          aria-label={t('supervise')}
        />
        {now && (
          <Button size="small" disabled={feed !== 'open'} onClick={() => act('leave')}>
            {t('do.leave')}
          </Button>
        )}
        {onTakeOver && (
          <Button size="small" onClick={onTakeOver}>
            {t('do.take_over')}
          </Button>
        )}
        <p>{t(now ? `way.${now}` : 'way.none')}</p>
      </div>
      <NotHeard self={undefined} isListener />
    </section>
  );
}
