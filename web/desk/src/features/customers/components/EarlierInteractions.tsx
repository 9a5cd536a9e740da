import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { InteractionRecord } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { useCustomerInteractions } from '../api/get-customer-interactions';
import styles from './CustomerPanel.module.css';

interface Props {
  customerId: string;
  except: string;
  onRead: (interactionId: string) => void;
}

export function EarlierInteractions({ customerId, except, onRead }: Props) {
  const { t } = useTranslation('customers');
  const { data, error, refetch } = useCustomerInteractions(customerId);
  if (error && !data) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  const earlier = data.filter(({ id }) => id !== except);
  if (earlier.length === 0) return <p className="quiet">{t('no_earlier')}</p>;
  return (
    <ul className={styles.earlier}>
      {earlier.map((record) => (
        <li key={record.id}>
          <button type="button" onClick={() => onRead(record.id)}>
            <Record record={record} />
          </button>
        </li>
      ))}
    </ul>
  );
}

function Record({ record }: { record: InteractionRecord }) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const names = useNames();
  const facts = [
    record.outcome ? t(`ui:outcome.${record.outcome}`) : t(`ui:state.${record.state}`),
    names.of('users', record.agent_id),
    names.of('dispositions', record.disposition_id),
  ].filter(Boolean);
  return (
    <>
      <span className={styles.when}>{format.dateTime(record.arrived_at)}</span>
      <span className={`${styles.words} ellipsis`}>
        {record.first_text || t(`ui:channel.${record.channel}`)}
      </span>
      <span className="quiet">{facts.join(' · ')}</span>
    </>
  );
}
