import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WebhookDelivery } from '@/lib/contract';
import { ErrorState } from '@/ui/ErrorState';
import { useDelivery } from '../api/get-delivery';
import styles from './Webhooks.module.css';

// What was sent and what came back, as far as it is kept.
export function DeliveryDetails({ delivery }: { delivery: WebhookDelivery }) {
  const { t } = useTranslation('webhooks');
  const { data, error, refetch } = useDelivery(delivery);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 2 }} />;
  const answer = data.error ?? data.answer;
  return (
    <div className={styles.details}>
      <section>
        <h3>{t('request')}</h3>
        <pre tabIndex={0} aria-label={t('request')}>
          {readable(data.request)}
          {data.is_request_cut && ' …'}
        </pre>
      </section>
      <section>
        <h3>{t('answer')}</h3>
        {answer ? (
          <pre tabIndex={0} aria-label={t('answer')}>
            {answer}
          </pre>
        ) : (
          <span className="quiet">{t('empty_answer')}</span>
        )}
      </section>
    </div>
  );
}

// One that was cut off is no JSON any more.
function readable(text: string): string {
  try {
    return JSON.stringify(JSON.parse(text), null, 2);
  } catch {
    return text;
  }
}
