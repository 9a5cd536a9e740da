import { App as AntApp, Button, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { CustomerProfile } from '@/lib/contract';
import { useMay } from '@/lib/session';
import { useProblemText } from '@/ui/use-problem-text';
import { useFoundCustomers } from '../api/find-customers';
import { useJoinByHand } from '../api/identities';
import { describe } from './describe';
import styles from './CustomerPanel.module.css';

// "This is also …": found by what people type, put together, and undone like any other join.
export function JoinByHand({ profile }: { profile: CustomerProfile }) {
  const { t } = useTranslation('customers');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const writes = useMay('take_interactions');
  const supervises = useMay('supervise');
  const [typed, setTyped] = useState('');
  const [chosen, setChosen] = useState<string>();
  const found = useFoundCustomers(typed);
  const join = useJoinByHand(profile.id);
  if (!writes && !supervises) return null;
  const others = (found.data?.pages[0]?.items ?? []).filter(
    ({ person_id }) => person_id !== profile.person_id,
  );
  return (
    <section className={styles.section} aria-label={t('join_by_hand')}>
      <h2>{t('join_by_hand')}</h2>
      <div className={styles.add}>
        <Select
          showSearch
          allowClear
          size="small"
          value={chosen}
          filterOption={false}
          onSearch={setTyped}
          onChange={(id?: string) => setChosen(id)}
          placeholder={t('search')}
          aria-label={t('join_with')}
          notFoundContent={t('nothing')}
          popupMatchSelectWidth={false}
          options={others.map((row) => ({ value: row.id, label: describe(row) }))}
          style={{ gridColumn: 'span 2' }}
        />
        <Button
          size="small"
          disabled={!chosen}
          loading={join.isPending}
          onClick={() =>
            chosen &&
            void join.mutateAsync(chosen).then(
              () => setChosen(undefined),
              (error: unknown) => void message.error(problemText(error)),
            )
          }
        >
          {t('join')}
        </Button>
      </div>
    </section>
  );
}
