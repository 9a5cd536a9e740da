import { App as AntApp, Button, Space } from 'antd';
import { useTranslation } from 'react-i18next';
import type { CustomerProposal } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import { useAcceptProposal, useProposals, useRefuseProposal } from '../api/person';
import { describe } from './describe';
import styles from './CustomerPanel.module.css';

// Who is likely the same person; nothing at all when nobody is.
export function Proposals({ customerId }: { customerId: string }) {
  const { t } = useTranslation('customers');
  const { data: proposals } = useProposals(customerId);
  if (!proposals || proposals.length === 0) return null;
  return (
    <section className={styles.section} aria-label={t('likely_same')}>
      <h2>{t('likely_same')}</h2>
      <ul className={styles.people}>
        {proposals.map((proposal) => (
          <Proposal key={proposal.id} proposal={proposal} />
        ))}
      </ul>
    </section>
  );
}

function Proposal({ proposal }: { proposal: CustomerProposal }) {
  const { t } = useTranslation('customers');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const accept = useAcceptProposal();
  const refuse = useRefuseProposal();
  const fail = (error: unknown) => void message.error(problemText(error));
  const reasons = proposal.reasons
    .filter(({ points }) => points !== 0)
    .map(({ rule }) => t(`rule.${rule}`))
    .join(' · ');
  const isBusy = accept.isPending || refuse.isPending;
  return (
    <li>
      <div className={styles.other}>{describe(proposal.other)}</div>
      <p className="quiet">{reasons}</p>
      <Space>
        <Button
          type="primary"
          size="small"
          disabled={isBusy}
          onClick={() => void accept.mutateAsync(proposal.id).catch(fail)}
        >
          {t('join')}
        </Button>
        <Button
          size="small"
          disabled={isBusy}
          onClick={() => void refuse.mutateAsync(proposal.id).catch(fail)}
        >
          {t('never')}
        </Button>
      </Space>
    </li>
  );
}
