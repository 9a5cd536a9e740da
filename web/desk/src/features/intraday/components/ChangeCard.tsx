import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { OutlookProposal } from '@/lib/contract';
import { type Change, editsOf, isTogether, partsOf } from '../state/changes';
import { Effects } from './Effects';
import styles from './Intraday.module.css';
import { MakeChange } from './MakeChange';
import { OfferHours } from './OfferHours';
import { useSentence } from './use-sentence';

interface Props {
  change: Change;
  act: 'apply' | 'undo' | 'none';
  onDone: () => void;
}

// Where it is done when it is no change of a schedule.
const settings: Partial<Record<OutlookProposal['kind'], string>> = {
  join_queue: '/admin/users',
  offer_callbacks: '/admin/flows',
};

// One proposal, or those that help on top of each other as one, with what it does and takes.
export function ChangeCard({ change, act, onDone }: Props) {
  const { t } = useTranslation('intraday');
  const sentence = useSentence();
  const { outlook, made } = change;
  const edits = editsOf(change);
  return (
    <li className={styles.proposal}>
      <div className={styles.what}>
        {isTogether(made) ? (
          <>
            <h3>{t('together', { count: made.parts.length })}</h3>
            <ol className={styles.steps}>
              {partsOf(change).map(({ place, proposal }) => (
                <li key={place}>
                  {sentence.title(proposal)}
                  <Steps of={proposal} />
                </li>
              ))}
            </ol>
          </>
        ) : (
          <>
            <h3>{sentence.title(made)}</h3>
            <Steps of={made} />
          </>
        )}
        <Effects of={made} queues={outlook.queues} target={outlook.service_level_target} />
      </div>
      <div className={styles.act}>
        {edits.length > 0 && act !== 'none' && <MakeChange edits={edits} act={act} onDone={onDone} />}
        {!isTogether(made) && act === 'apply' && <OfferHours offers={made.offers} />}
        {!isTogether(made) && edits.length === 0 && <Elsewhere kind={made.kind} />}
      </div>
    </li>
  );
}

function Steps({ of: { kind, steps } }: { of: OutlookProposal }) {
  const sentence = useSentence();
  if (steps.length === 0) return null;
  return (
    <ul className={styles.steps}>
      {steps.map((step) => (
        <li key={`${step.agent_id} ${step.from ?? ''}`}>{sentence.step(kind, step)}</li>
      ))}
    </ul>
  );
}

function Elsewhere({ kind }: Pick<OutlookProposal, 'kind'>) {
  const { t } = useTranslation('intraday');
  const place = settings[kind];
  return place ? (
    <Link to={place}>{t('to_settings')}</Link>
  ) : (
    <Link to="/planning/schedules">{t('to_schedules')}</Link>
  );
}
