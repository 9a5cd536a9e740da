import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { WaitingCallback } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ScrollBox } from '@/ui/ScrollBox';
import { useCallbacks } from '../api/callbacks';
import { CallbackActions } from './CallbackActions';

// Who waits to be called back; nothing at all while nobody does.
export function CallbackTable({ canSupervise }: { canSupervise: boolean }) {
  const { t } = useTranslation('callbacks');
  const names = useNames();
  const format = useFormat();
  const { data } = useCallbacks();
  const rows = data?.items ?? [];
  if (rows.length === 0) return null;
  const columns: TableColumnsType<WaitingCallback> = [
    {
      title: t('customer'),
      render: (_, row) => (
        <>
          {row.customer_name || row.number || '—'}
          {row.customer_name && row.number && <div className="quiet numbers">{row.number}</div>}
        </>
      ),
    },
    { title: t('queue'), render: (_, row) => names.of('queues', row.queue_id) },
    {
      title: t('state'),
      render: (_, row) => (
        <Badge tone={row.state === 'scheduled' ? 'plain' : 'watch'}>{t(`ui:state.${row.state}`)}</Badge>
      ),
    },
    {
      title: t('position'),
      align: 'right',
      render: (_, row) => row.position ?? <span className="quiet">—</span>,
    },
    {
      title: t('promised'),
      render: (_, row) =>
        row.promised_from && row.promised_until ? (
          <span className="numbers">
            {format.time(row.promised_from)} – {format.time(row.promised_until)}
          </span>
        ) : (
          <span className="quiet">—</span>
        ),
    },
    {
      title: t('due'),
      render: (_, row) => {
        if (row.state !== 'scheduled') return t('in_turn');
        return row.due_at ? <span className="numbers">{format.dateTime(row.due_at)}</span> : t('when_open');
      },
    },
    {
      title: t('tries'),
      render: (_, row) => (
        <>
          {row.dials}
          {row.last_result && <span className="quiet"> · {t(`result.${row.last_result}`)}</span>}
        </>
      ),
    },
    {
      title: t('agent'),
      render: (_, row) => names.of('users', row.agent_id ?? row.for_agent_id) || '—',
    },
    {
      title: <span className="sr-only">{t('actions')}</span>,
      align: 'right',
      render: (_, row) => canSupervise && <CallbackActions callback={row} />,
    },
  ];
  return (
    <section aria-label={t('title')}>
      <h2>
        {t('title')} <span className="quiet">{rows.length}</span>
      </h2>
      <ScrollBox label={t('title')}>
        <Table
          size="small"
          rowKey="interaction_id"
          columns={columns}
          dataSource={rows}
          pagination={rows.length > 50 ? { pageSize: 50, size: 'small' } : false}
        />
      </ScrollBox>
    </section>
  );
}
