import { useTranslation } from 'react-i18next';
import type { EffectFigure, OutlookProposal, QueueOutlook } from '@/lib/contract';
import { targetOf, verdictOf } from '../state/drawn';
import styles from './Intraday.module.css';
import { useNumbers } from './use-numbers';

interface Props {
  of: Pick<OutlookProposal, 'effects' | 'hours' | 'cost'>;
  queues: QueueOutlook[];
  target: number; // of queues that the outlook does not have
}

// What a change of the rest of the day does, queue by queue, and what it takes.
export function Effects({ of: { effects, hours: more, cost }, queues, target }: Props) {
  const { t } = useTranslation('intraday');
  const { hours, money } = useNumbers();
  return (
    <ul className={styles.effects}>
      {effects.map(({ queue_id, queue, service_level, abandonment }) => (
        <li key={queue_id}>
          <span>{queue}</span>
          <Figure
            name={t('figure.service_level')}
            figure={service_level}
            better={1}
            isBad={service_level !== undefined && service_level.after < targetOf(queues, queue_id, target)}
          />
          <Figure name={t('figure.abandonment')} figure={abandonment} better={-1} />
        </li>
      ))}
      <li>
        <span>{t('presence')}</span>
        <span className="numbers">{hours(more)}</span>
        {cost && (
          <span className="numbers">
            {t('cost')} {money(cost.difference)}
          </span>
        )}
      </li>
    </ul>
  );
}

interface FigureProps {
  name: string;
  figure: EffectFigure | undefined;
  better: 1 | -1;
  isBad?: boolean;
}

function Figure({ name, figure, better, isBad = false }: FigureProps) {
  const { t } = useTranslation('intraday');
  const { share, points } = useNumbers();
  if (!figure) return null;
  const verdict = verdictOf(figure, better);
  return (
    <span className="numbers">
      {name} {share(figure.before)} → <span className={isBad ? styles.bad : ''}>{share(figure.after)}</span>{' '}
      <span className={styles[verdict]}>
        {points(figure.difference)} ± {points(figure.half_width).replace(/^[+]/, '')}
        {verdict === 'unsure' && ` · ${t('unsure')}`}
      </span>
    </span>
  );
}
