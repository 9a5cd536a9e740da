import { useTranslation } from 'react-i18next';
import { useNow } from '@/lib/clock';
import type { CaseClock, ShownCase } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { clockTone } from '../state/due';
import styles from './Cases.module.css';

const names = ['first_reply', 'next_reply', 'resolution'] as const;

export function CaseClocks({ which }: { which: ShownCase }) {
  const { t } = useTranslation('cases');
  const shown = names.filter((name) => which.clocks[name].state !== 'none');
  if (shown.length === 0) return null;
  return (
    <section className={styles.section}>
      <h2>{t('promises')}</h2>
      <dl className={styles.facts}>
        {shown.map((name) => (
          <Clock key={name} name={t(`clock.${name}`)} clock={which.clocks[name]} />
        ))}
      </dl>
    </section>
  );
}

function Clock({ name, clock }: { name: string; clock: CaseClock }) {
  const { t } = useTranslation('cases');
  const now = useNow(30_000);
  const format = useFormat();
  const when = clock.due_at ?? clock.breach_at;
  return (
    <>
      <dt>{name}</dt>
      <dd>
        <Badge tone={clockTone(clock, now)}>{t(`clock_state.${clock.state}`)}</Badge>
        {clock.left_s !== undefined && clock.state !== 'breached' && (
          <div className="quiet">{t('business_left', { time: format.duration(clock.left_s) })}</div>
        )}
        {when && (clock.state === 'running' || clock.state === 'breached') && (
          <div className="quiet">{t('due_at', { time: format.dateTime(when) })}</div>
        )}
      </dd>
    </>
  );
}
