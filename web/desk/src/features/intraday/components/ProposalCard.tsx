import { App as AntApp, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { EffectFigure, OutlookProposal } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useApplyProposal, useUndoProposal } from '../api/intraday';
import { verdictOf } from '../state/drawn';
import styles from './Intraday.module.css';
import { useNumbers } from './use-numbers';
import { useSentence } from './use-sentence';

interface Props {
  proposal: OutlookProposal;
  target: number;
  act: 'apply' | 'undo' | 'none';
  onDone: () => void;
}

// Where it is done when it is no change of a schedule.
const settings: Partial<Record<OutlookProposal['kind'], string>> = {
  join_queue: '/admin/users',
  offer_callbacks: '/admin/flows',
};

export function ProposalCard({ proposal, target, act, onDone }: Props) {
  const { t } = useTranslation('intraday');
  const { message } = AntApp.useApp();
  const { hours, money } = useNumbers();
  const sentence = useSentence();
  const problemText = useProblemText();
  const apply = useApplyProposal();
  const undo = useUndoProposal();
  const { edit, kind, steps, effects, cost } = proposal;
  // `mutateAsync`: this card may be gone before its own callbacks would be called.
  const change = (isUndo: boolean) => {
    if (!edit) return;
    (isUndo ? undo : apply).mutateAsync(edit).then(
      () => {
        void message.success(t(isUndo ? 'undone' : 'applied'));
        onDone();
      },
      (error: unknown) => void message.error(problemText(error)),
    );
  };
  const place = settings[kind];
  return (
    <li className={styles.proposal}>
      <div className={styles.what}>
        <h3>{sentence.title(proposal)}</h3>
        {steps.length > 0 && (
          <ul className={styles.steps}>
            {steps.map((step) => (
              <li key={`${step.agent_id} ${step.from ?? ''}`}>{sentence.step(kind, step)}</li>
            ))}
          </ul>
        )}
        <ul className={styles.effects}>
          {effects.map(({ queue_id, queue, service_level, abandonment }) => (
            <li key={queue_id}>
              <span>{queue}</span>
              <Effect
                name={t('figure.service_level')}
                figure={service_level}
                better={1}
                isBad={service_level !== undefined && service_level.after < target}
              />
              <Effect name={t('figure.abandonment')} figure={abandonment} better={-1} />
            </li>
          ))}
          <li>
            <span>{t('presence')}</span>
            <span className="numbers">{hours(proposal.hours)}</span>
            {cost && (
              <span className="numbers">
                {t('cost')} {money(cost.difference)}
              </span>
            )}
          </li>
        </ul>
      </div>
      <div className={styles.act}>
        {edit && act === 'apply' && (
          <Button type="primary" loading={apply.isPending} onClick={() => change(false)}>
            {t('apply')}
          </Button>
        )}
        {edit && act === 'undo' && (
          <Button loading={undo.isPending} onClick={() => change(true)}>
            {t('undo')}
          </Button>
        )}
        {!edit && place && <Link to={place}>{t('to_settings')}</Link>}
        {!edit && !place && <Link to="/planning/schedules">{t('to_schedules')}</Link>}
      </div>
    </li>
  );
}

interface EffectProps {
  name: string;
  figure: EffectFigure | undefined;
  better: 1 | -1;
  isBad?: boolean;
}

function Effect({ name, figure, better, isBad = false }: EffectProps) {
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
