import { Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ThreadEntry } from '@/lib/contract';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { useThread } from '../api/thread';
import { ThreadItem } from './ThreadItem';
import styles from './Customers.module.css';

interface Props {
  customerId: string;
  onRead: (interactionId: string) => void;
}

// Everything with a person on every channel, newest first.
export function Thread({ customerId, onRead }: Props) {
  const { t } = useTranslation('customers');
  const [q, setQ] = useState('');
  const found = useThread(customerId, q);
  const entries = found.data?.pages.flatMap(({ items }) => items);
  return (
    <section aria-label={t('thread')}>
      <Input.Search
        allowClear
        placeholder={t('search_thread')}
        aria-label={t('search_thread')}
        className={styles.search}
        onSearch={(text) => setQ(text.trim())}
      />
      {found.error && !entries && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
      {!entries && !found.error && <Skeleton active />}
      {entries?.length === 0 && <p className="quiet">{t('nothing')}</p>}
      <ol className={styles.thread}>
        {entries?.map((entry) => (
          <li key={keyOf(entry)}>
            <ThreadItem entry={entry} onRead={onRead} />
          </li>
        ))}
      </ol>
      <MoreButton pages={found} label={t('more')} />
    </section>
  );
}

function keyOf(entry: ThreadEntry): string {
  const { interaction, event, consent, join, opened_case, reading, post } = entry;
  const of = interaction ?? event ?? consent ?? join ?? opened_case ?? reading ?? post;
  return `${entry.kind} ${of?.id ?? ''}`;
}
