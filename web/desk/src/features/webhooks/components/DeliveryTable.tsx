import { App as AntApp, Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Webhook, WebhookDelivery } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { ScrollBox } from '@/ui/ScrollBox';
import { useProblemText } from '@/ui/use-problem-text';
import { useDeliveries } from '../api/get-deliveries';
import type { DeliveryFilters } from '../api/get-deliveries';
import { useReplayDelivery } from '../api/replay-delivery';
import { DeliveryDetails } from './DeliveryDetails';

const tones = { waiting: 'watch', delivered: 'calm', failed: 'alarm' } as const;

export function DeliveryTable({ webhook, filters }: { webhook: Webhook; filters: DeliveryFilters }) {
  const { t } = useTranslation('webhooks');
  const format = useFormat();
  const found = useDeliveries(webhook.id, filters);
  const deliveries = found.data?.pages.flatMap(({ items }) => items);
  const columns: TableColumnsType<WebhookDelivery> = [
    { title: t('at'), width: 170, render: (_, { at }) => format.dateTime(at) },
    { title: t('event'), render: (_, { type }) => t(`kind.${type}`) },
    {
      title: t('state.title'),
      width: 110,
      render: (_, { state }) => <Badge tone={tones[state]}>{t(`delivery_state.${state}`)}</Badge>,
    },
    { title: t('answer'), width: 150, render: (_, each) => <Answer delivery={each} /> },
    {
      title: t('tries'),
      width: 70,
      align: 'right',
      render: (_, { tries }) => <span className="numbers">{tries}</span>,
    },
    {
      title: t('due_at'),
      width: 170,
      render: (_, { due_at }) => (due_at ? format.dateTime(due_at) : <span className="quiet">—</span>),
    },
    {
      title: <span className="sr-only">{t('send_again')}</span>,
      width: 120,
      render: (_, each) => <Again delivery={each} isActive={webhook.is_active} />,
    },
  ];
  if (found.error && !deliveries)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <ScrollBox label={t('deliveries')} minWidth={840}>
        <Table
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={deliveries}
          loading={found.isPending}
          pagination={false}
          expandable={{
            columnTitle: <span className="sr-only">{t('details')}</span>,
            expandedRowRender: (each) => <DeliveryDetails delivery={each} />,
          }}
          locale={{ emptyText: t('no_deliveries') }}
        />
      </ScrollBox>
      <MoreButton pages={found} label={t('more')} />
    </>
  );
}

function Answer({ delivery }: { delivery: WebhookDelivery }) {
  const { t } = useTranslation('webhooks');
  if (!delivery.tried_at) return <span className="quiet">—</span>;
  return (
    <span className="numbers">
      {delivery.status ?? t('no_answer')}
      {delivery.took_ms !== undefined && ` · ${t('ms', { ms: delivery.took_ms })}`}
    </span>
  );
}

function Again({ delivery, isActive }: { delivery: WebhookDelivery; isActive: boolean }) {
  const { t } = useTranslation('webhooks');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const replay = useReplayDelivery(delivery.id);
  return (
    <Button
      size="small"
      loading={replay.isPending}
      disabled={!isActive}
      onClick={() => replay.mutate(undefined, { onError: (error) => void message.error(problemText(error)) })}
    >
      {t(delivery.state === 'waiting' ? 'send_now' : 'send_again')}
    </Button>
  );
}
