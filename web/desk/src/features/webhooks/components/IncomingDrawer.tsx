import { App as AntApp, Button, Drawer, Select, Skeleton, Table } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { IncomingDelivery, IncomingDeliveryState, IncomingWebhook } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { ScrollBox } from '@/ui/ScrollBox';
import { useProblemText } from '@/ui/use-problem-text';
import {
  useIncomingDeliveries,
  useIncomingDelivery,
  useRunDelivery,
  useRunHeld,
} from '../api/incoming-deliveries';
import { SecretButton } from './SecretButton';
import styles from './Webhooks.module.css';

const tones = { accepted: 'calm', held: 'watch', rejected: 'alarm' } as const;
const states = ['accepted', 'held', 'rejected'] as const;

// What one of the company's systems told us, and what became of it.
export function IncomingDrawer({ hook, onClose }: { hook: IncomingWebhook; onClose: () => void }) {
  const { t } = useTranslation('webhooks');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const [state, setState] = useState<IncomingDeliveryState>();
  const run = useRunHeld(hook.id);
  const runHeld = () =>
    run.mutate(undefined, {
      onSuccess: ({ accepted, left }) => void message.info(t('incoming.ran', { accepted, left })),
      onError: (error) => void message.error(problemText(error)),
    });
  return (
    <Drawer open title={t('incoming.log_of', { name: hook.name })} size={920} onClose={onClose}>
      <div className={styles.bar}>
        <Select
          allowClear
          className={styles.select}
          value={state}
          placeholder={t('state.title')}
          aria-label={t('state.title')}
          options={states.map((each) => ({ value: each, label: t(`incoming.state.${each}`) }))}
          onChange={setState}
        />
        <Button loading={run.isPending} onClick={runHeld}>
          {t('incoming.run_held')}
        </Button>
        <SecretButton path={`/incoming-webhooks/${hook.id}`} />
      </div>
      <Deliveries hookId={hook.id} state={state} />
    </Drawer>
  );
}

function Deliveries({ hookId, state }: { hookId: string; state: IncomingDeliveryState | undefined }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const found = useIncomingDeliveries(hookId, state);
  const deliveries = found.data?.pages.flatMap(({ items }) => items);
  if (found.error && !deliveries)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <ScrollBox label={t('incoming.log')} minWidth={720}>
        <Table<IncomingDelivery>
          size="small"
          rowKey="id"
          dataSource={deliveries}
          loading={found.isPending}
          pagination={false}
          expandable={{
            columnTitle: <span className="sr-only">{t('details')}</span>,
            expandedRowRender: (each) => <Body delivery={each} />,
          }}
          locale={{ emptyText: t('incoming.nothing') }}
          columns={[
            { title: t('incoming.came'), width: 170, render: (_, { at }) => format.dateTime(at) },
            { title: t('incoming.key'), render: (_, { key }) => <span className={styles.url}>{key}</span> },
            {
              title: t('state.title'),
              width: 110,
              render: (_, each) => (
                <Badge tone={tones[each.state]}>{t(`incoming.state.${each.state}`)}</Badge>
              ),
            },
            {
              title: t('incoming.why'),
              render: (_, { reason }) => (reason ? t(`incoming.reason.${reason}`, reason) : ''),
            },
            {
              title: t('tries'),
              width: 70,
              align: 'right',
              render: (_, { tries }) => <span className="numbers">{tries}</span>,
            },
            {
              title: <span className="sr-only">{t('incoming.run')}</span>,
              width: 110,
              render: (_, each) => each.state !== 'accepted' && <Again id={each.id} />,
            },
          ]}
        />
      </ScrollBox>
      <MoreButton pages={found} label={t('more')} />
    </>
  );
}

function Body({ delivery }: { delivery: IncomingDelivery }) {
  const { t } = useTranslation('webhooks');
  const { data, error, refetch } = useIncomingDelivery(delivery);
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active paragraph={{ rows: 2 }} />;
  return (
    <div className={styles.details}>
      {data.detail && <p className="quiet">{data.detail}</p>}
      <pre tabIndex={0} aria-label={t('request')}>
        {data.body}
      </pre>
    </div>
  );
}

function Again({ id }: { id: string }) {
  const { t } = useTranslation('webhooks');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const run = useRunDelivery(id);
  return (
    <Button
      size="small"
      loading={run.isPending}
      onClick={() => run.mutate(undefined, { onError: (error) => void message.error(problemText(error)) })}
    >
      {t('incoming.run')}
    </Button>
  );
}
