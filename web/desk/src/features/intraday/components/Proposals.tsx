import { CheckCircleOutlined } from '@ant-design/icons';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outlook } from '@/lib/contract';
import { type Change, editsOf, openChanges } from '../state/changes';
import { ChangeCard } from './ChangeCard';
import styles from './Intraday.module.css';

interface Props {
  outlook: Outlook;
  onChanged: () => void; // a schedule was changed: what is shown was looked for without it
}

// What was applied stays, newest first, with a way back: the outlook that follows knows nothing of it any more.
// The schedule takes back its last change only, so the newest goes first.
export function Proposals({ outlook, onChanged }: Props) {
  const { t } = useTranslation('intraday');
  const [applied, setApplied] = useState<Change[]>([]);
  const open = openChanges(outlook, applied);
  const change = (made: Change[]) => {
    setApplied(made);
    onChanged();
  };
  return (
    <>
      {applied.length > 0 && (
        <section aria-labelledby="applied">
          <h2 id="applied">{t('applied_now')}</h2>
          <p className="quiet">{t('applied_help')}</p>
          <ul className={styles.proposals}>
            {applied.map((made, place) => (
              <ChangeCard
                key={JSON.stringify(editsOf(made))}
                change={made}
                act={place === 0 ? 'undo' : 'none'}
                onDone={() => change(applied.slice(1))}
              />
            ))}
          </ul>
        </section>
      )}
      <section aria-labelledby="proposals">
        <h2 id="proposals">{t('proposals')}</h2>
        <p className="quiet">{t('proposals_help')}</p>
        {open.length === 0 && (
          <p className={styles.nothing}>
            <CheckCircleOutlined aria-hidden="true" /> {t('no_proposal')}
          </p>
        )}
        <ul className={styles.proposals}>
          {open.map((made, place) => (
            <ChangeCard
              key={`${outlook.made_at} ${place}`}
              change={made}
              act="apply"
              onDone={() => change([made, ...applied])}
            />
          ))}
        </ul>
      </section>
    </>
  );
}
