import { App as AntApp, Button, Typography } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingWebhook } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ResourcePage } from '@/ui/ResourcePage';
import { SecretOnce } from '@/ui/SecretOnce';
import { incomingWebhooks } from '../api/webhooks';
import { IncomingDrawer } from './IncomingDrawer';
import { IncomingFields } from './IncomingFields';
import styles from './Webhooks.module.css';

type Values = Pick<
  IncomingWebhook,
  'name' | 'is_active' | 'mapping' | 'kind' | 'currency' | 'is_in_hundredths' | 'unknown'
>;

const nothing = {
  external_id: '',
  phone: '',
  email: '',
  name: '',
  event_id: '',
  kind: '',
  at: '',
  amount: '',
  currency: '',
  text: '',
};
const blank: Values = {
  name: '',
  is_active: true,
  mapping: nothing,
  kind: 'purchase',
  currency: 'CNY',
  is_in_hundredths: false,
  unknown: 'hold',
};

export function IncomingWebhooks({ tabs }: { tabs: ReactNode }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const { modal } = AntApp.useApp();
  const [opened, setOpened] = useState<IncomingWebhook | null>(null);
  return (
    <>
      <ResourcePage<IncomingWebhook, Values>
        resource={incomingWebhooks}
        title={t('title')}
        tabs={tabs}
        help={t('incoming.help')}
        addText={t('incoming.add')}
        formWidth={640}
        columns={[
          {
            title: t('url'),
            render: (_, { id }) => (
              <Typography.Text className={styles.url} copyable>
                {`${location.origin}/api/v1/hooks/${id}`}
              </Typography.Text>
            ),
          },
          {
            title: t('state.title'),
            render: (_, { is_active }) => (
              <Badge tone={is_active ? 'calm' : 'plain'}>{t(is_active ? 'state.on' : 'state.off')}</Badge>
            ),
          },
          {
            title: t('incoming.received_at'),
            render: (_, { received_at }) =>
              received_at ? format.dateTime(received_at) : <span className="quiet">{t('never')}</span>,
          },
          {
            title: t('incoming.held'),
            align: 'right',
            render: (_, { held }) => <span className="numbers">{held}</span>,
          },
          {
            title: <span className="sr-only">{t('incoming.log')}</span>,
            render: (_, hook) => (
              <Button size="small" onClick={() => setOpened(hook)}>
                {t('incoming.log')}
              </Button>
            ),
          },
        ]}
        blank={blank}
        valuesOf={({ name, is_active, mapping, kind, currency, is_in_hundredths, unknown }) => ({
          name,
          is_active,
          mapping,
          kind,
          currency,
          is_in_hundredths,
          unknown,
        })}
        onSaved={(saved, isNew) => {
          const { secret } = saved as IncomingWebhook & { secret?: string };
          if (isNew && secret)
            modal.info({ title: t('incoming.secret'), content: <SecretOnce secret={secret} />, width: 560 });
        }}
        form={() => <IncomingFields />}
      />
      {opened && <IncomingDrawer hook={opened} onClose={() => setOpened(null)} />}
    </>
  );
}
