import { CheckCircleOutlined } from '@ant-design/icons';
import { useTranslation } from 'react-i18next';
import type { Outlook } from '@/lib/contract';
import styles from './Intraday.module.css';
import { ProposalCard } from './ProposalCard';

interface Props {
  outlook: Outlook;
  onChanged: () => void; // a schedule was changed: what is shown was looked for without it
}

export function Proposals({ outlook, onChanged }: Props) {
  const { t } = useTranslation('intraday');
  return (
    <section aria-labelledby="proposals">
      <h2 id="proposals">{t('proposals')}</h2>
      <p className="quiet">{t('proposals_help')}</p>
      {outlook.proposals.length === 0 && (
        <p className={styles.nothing}>
          <CheckCircleOutlined aria-hidden="true" /> {t('no_proposal')}
        </p>
      )}
      <ul className={styles.proposals}>
        {outlook.proposals.map((proposal, place) => (
          <ProposalCard
            key={`${outlook.made_at} ${place}`}
            proposal={proposal}
            target={outlook.service_level_target}
            onChanged={onChanged}
          />
        ))}
      </ul>
    </section>
  );
}
