import { App as AntApp, Button } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Webhook, WebhookEventKind } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { ResourcePage } from '@/ui/ResourcePage';
import { SecretOnce } from '@/ui/SecretOnce';
import { webhooks } from '../api/webhooks';
import { DeliveriesDrawer } from './DeliveriesDrawer';
import { WebhookFields } from './WebhookFields';
import styles from './Webhooks.module.css';
import { WebhookState } from './WebhookState';

interface Values {
  name: string;
  url: string;
  events: WebhookEventKind[];
  with_text: boolean;
  is_active: boolean;
}

const blank: Values = { name: '', url: '', events: [], with_text: false, is_active: true };

export function OutgoingWebhooks({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const { modal } = AntApp.useApp();
  const [opened, setOpened] = useState<Webhook | null>(null);
  return (
    <>
      <ResourcePage<Webhook, Values>
        resource={webhooks}
        title={t('title')}
        tabs={tabs}
        help={t('help')}
        addText={t('add')}
        columns={[
          { title: t('url'), render: (_, { url }) => <span className={styles.url}>{url}</span> },
          { title: t('state.title'), render: (_, webhook) => <WebhookState webhook={webhook} /> },
          {
            title: t('delivered_at'),
            render: (_, { delivered_at }) =>
              delivered_at ? format.dateTime(delivered_at) : <span className="quiet">{t('never')}</span>,
          },
          {
            title: t('waiting'),
            align: 'right',
            render: (_, { waiting, dropped }) => (
              <span className="numbers">
                {waiting}
                {dropped > 0 && ` · ${t('dropped', { count: dropped })}`}
              </span>
            ),
          },
          {
            title: <span className="sr-only">{t('deliveries')}</span>,
            render: (_, webhook) => (
              <Button size="small" onClick={() => setOpened(webhook)}>
                {t('deliveries')}
              </Button>
            ),
          },
        ]}
        blank={blank}
        valuesOf={({ name, url, events, with_text, is_active }) => ({
          name,
          url,
          events,
          with_text,
          is_active,
        })}
        onSaved={(saved, isNew) => {
          const { secret } = saved as Webhook & { secret?: string };
          if (isNew && secret)
            modal.info({ title: t('secret.new'), content: <SecretOnce secret={secret} />, width: 560 });
        }}
        form={() => <WebhookFields />}
      />
      {opened && <DeliveriesDrawer webhook={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
