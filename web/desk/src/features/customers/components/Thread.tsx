import { Button, Input, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ThreadEntry } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { ChannelMark } from '@/ui/ChannelMark';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { useThread } from '../api/thread';
import { describe } from './describe';
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
            <Entry entry={entry} onRead={onRead} />
          </li>
        ))}
      </ol>
      <MoreButton pages={found} label={t('more')} />
    </section>
  );
}

function keyOf({ kind, interaction, event, consent, join, opened_case }: ThreadEntry): string {
  return `${kind} ${(interaction ?? event ?? consent ?? join ?? opened_case)?.id ?? ''}`;
}

function Entry({ entry, onRead }: { entry: ThreadEntry; onRead: (id: string) => void }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const names = useNames();
  const when = <span className="quiet">{format.dateTime(entry.at)}</span>;
  const { interaction, event, consent, join, opened_case } = entry;
  if (interaction) {
    const facts = [
      interaction.outcome ? t(`ui:outcome.${interaction.outcome}`) : t(`ui:state.${interaction.state}`),
      names.of('users', interaction.agent_id),
    ].filter(Boolean);
    return (
      <>
        <ChannelMark channel={interaction.channel} />{' '}
        <Button type="link" size="small" className={styles.link} onClick={() => onRead(interaction.id)}>
          {interaction.first_text || t(`ui:channel.${interaction.channel}`)}
        </Button>
        <p>
          {when} <span className="quiet">· {facts.join(' · ')}</span>
        </p>
      </>
    );
  }
  if (opened_case)
    return (
      <>
        <Link to={`/cases/${opened_case.id}`}>
          {opened_case.number} {opened_case.subject}
        </Link>
        <p>
          {when} <span className="quiet">· {t('case_opened')}</span>
        </p>
      </>
    );
  if (event)
    return (
      <>
        {[event.kind, event.amount && `${event.amount} ${event.currency}`, event.text]
          .filter(Boolean)
          .join(' · ')}
        <p>{when}</p>
      </>
    );
  if (consent)
    return (
      <>
        {t(consent.is_given ? 'consent_given' : 'consent_withdrawn', {
          purpose: consent.purpose,
          channel: consent.channel,
        })}
        <p>
          {when} <span className="quiet">{consent.how}</span>
        </p>
      </>
    );
  if (!join) return null;
  return (
    <>
      {t(join.undone_at ? 'join_undone' : 'joined')}: {describe(join.row_a)} = {describe(join.row_b)}
      <p>{when}</p>
    </>
  );
}
