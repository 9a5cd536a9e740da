import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Board } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { serviceLevel } from '../state/levels';
import { totalsOf } from '../state/totals';
import { LevelMark } from './LevelMark';
import { WaitMark } from './WaitMark';
import styles from './Board.module.css';

export function TotalsStrip({ board }: { board: Board }) {
  const { t } = useTranslation('board');
  const format = useFormat();
  const totals = totalsOf(board);
  const strictest = Math.min(...board.queues.map((queue) => queue.service_level_within_s), 3600);
  return (
    <dl className={styles.totals}>
      <Total name={t('waiting_now')} value={format.number(totals.waiting)} />
      <Total name={t('longest_wait')} value={<WaitMark since={totals.oldest} withinS={strictest} />} />
      <Total name={t('in_conversation')} value={format.number(totals.active)} />
      <Total
        name={t('available_of', { count: totals.signedIn })}
        value={<span className="numbers">{format.number(totals.available)}</span>}
      />
      <Total
        name={t('service_level_today')}
        value={
          <LevelMark level={serviceLevel(totals.serviceLevel)}>
            {totals.serviceLevel === undefined ? '—' : format.percent(totals.serviceLevel)}
          </LevelMark>
        }
      />
    </dl>
  );
}

function Total({ name, value }: { name: string; value: ReactNode }) {
  return (
    <div className={styles.total}>
      <dt>{name}</dt>
      <dd className="numbers">{value}</dd>
    </div>
  );
}
