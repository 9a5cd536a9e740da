import { App as AntApp, Button, Drawer, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook } from '@/lib/contract';
import { useProblemText } from '@/ui/use-problem-text';
import type { DeliveryFilters } from '../api/get-deliveries';
import { useSendTest } from '../api/send-test';
import { DeliveryTable } from './DeliveryTable';
import { eventKinds } from './events';
import { ReplayButton } from './ReplayButton';
import { SecretButton } from './SecretButton';
import styles from './Webhooks.module.css';

const states = ['waiting', 'delivered', 'failed'] as const;

// What was sent to one receiver, and what can be done about it.
export function DeliveriesDrawer({ webhook, onClose }: { webhook: Webhook; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const test = useSendTest(webhook.id);
  const [filters, setFilters] = useState<DeliveryFilters>({});
  const sendTest = () =>
    test.mutate(undefined, {
      onSuccess: () => void message.success(t('test_sent')),
      onError: (error) => void message.error(problemText(error)),
    });
  return (
    <Drawer open title={t('deliveries_of', { name: webhook.name })} size={920} onClose={onClose}>
      <div className={styles.bar}>
        <Select
          allowClear
          className={styles.select}
          value={filters.state}
          placeholder={t('state.title')}
          aria-label={t('state.title')}
          options={states.map((state) => ({ value: state, label: t(`delivery_state.${state}`) }))}
          onChange={(state?: DeliveryFilters['state']) => setFilters((before) => ({ ...before, state }))}
        />
        <Select
          allowClear
          className={styles.select}
          value={filters.type}
          placeholder={t('event')}
          aria-label={t('event')}
          options={eventKinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`) }))}
          onChange={(type?: DeliveryFilters['type']) => setFilters((before) => ({ ...before, type }))}
        />
        <Button loading={test.isPending} disabled={!webhook.is_active} onClick={sendTest}>
          {t('send_test')}
        </Button>
        <ReplayButton webhook={webhook} />
        <SecretButton path={`/webhooks/${webhook.id}`} />
      </div>
      <DeliveryTable webhook={webhook} filters={filters} />
    </Drawer>
  );
}
