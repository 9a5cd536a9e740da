import { Table, Tooltip } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { QueueStatus } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { clockText, useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ScrollBox } from '@/ui/ScrollBox';
import { serviceLevel, staffLevel } from '../state/levels';
import { LevelMark } from './LevelMark';
import { WaitMark } from './WaitMark';

export function QueueTable({ queues }: { queues: QueueStatus[] }) {
  const { t } = useTranslation('board');
  const names = useNames();
  const format = useFormat();
  const interval = ({ estimate }: QueueStatus) =>
    estimate.is_known ? `${clockText(estimate.low_s)} – ${clockText(estimate.high_s)}` : '—';
  const columns: TableColumnsType<QueueStatus> = [
    {
      title: t('queue'),
      render: (_, queue) => (
        <>
          <strong>{names.of('queues', queue.id)}</strong> {!queue.is_open && <Badge>{t('closed')}</Badge>}
        </>
      ),
    },
    {
      title: t('waiting'),
      align: 'right',
      width: 76,
      render: (_, queue) => <b className="numbers">{queue.waiting}</b>,
    },
    {
      title: t('longest_wait'),
      align: 'right',
      width: 104,
      render: (_, queue) => (
        <WaitMark since={queue.oldest_queued_at} withinS={queue.service_level_within_s} />
      ),
    },
    {
      title: <Tooltip title={t('estimate_help')}>{t('estimate')}</Tooltip>,
      align: 'right',
      width: 124,
      render: (_, queue) => <span className="numbers">{interval(queue)}</span>,
    },
    {
      title: t('service_level'),
      align: 'right',
      width: 108,
      render: (_, queue) => (
        <Tooltip title={t('service_level_help', { seconds: queue.service_level_within_s, ...queue.today })}>
          <span>
            <LevelMark level={serviceLevel(queue.today.service_level)}>
              {queue.today.service_level === undefined ? '—' : format.percent(queue.today.service_level)}
            </LevelMark>
          </span>
        </Tooltip>
      ),
    },
    {
      title: t('staffed'),
      align: 'right',
      width: 96,
      render: (_, queue) => (
        <Tooltip title={t('staffed_help', { ...queue })}>
          <span>
            <LevelMark level={staffLevel(queue)}>
              {queue.available} / {queue.signed_in}
            </LevelMark>
          </span>
        </Tooltip>
      ),
    },
    {
      title: t('active'),
      align: 'right',
      width: 72,
      render: (_, queue) => <span className="numbers">{queue.active}</span>,
    },
  ];
  return (
    <ScrollBox label={t('queues')}>
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={queues}
        pagination={false}
        locale={{ emptyText: t('no_queues') }}
      />
    </ScrollBox>
  );
}
