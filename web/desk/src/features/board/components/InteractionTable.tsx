import {
  CustomerServiceOutlined,
  EyeOutlined,
  QuestionCircleOutlined,
  SwapOutlined,
} from '@ant-design/icons';
import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Interaction, QueueStatus } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { Badge } from '@/ui/Badge';
import { ChannelMark } from '@/ui/ChannelMark';
import { ScrollBox } from '@/ui/ScrollBox';
import { ShortcutTip } from '@/ui/ShortcutTip';
import { Ticking } from '@/ui/Ticking';
import { PriorityCell } from './PriorityCell';
import { WaitMark } from './WaitMark';

interface Props {
  interactions: Interaction[];
  queues: QueueStatus[];
  canSupervise: boolean;
  onRead: (interaction: Interaction) => void;
  onReassign?: (interaction: Interaction) => void;
}

const tones = {
  arrived: 'plain',
  queued: 'watch',
  offered: 'watch',
  active: 'calm',
  wrap_up: 'plain',
  closed: 'plain',
  scheduled: 'plain',
  dialling: 'watch',
  set_aside: 'plain',
} as const;
const order = {
  queued: 0,
  offered: 1,
  dialling: 2,
  active: 3,
  arrived: 4,
  scheduled: 5,
  set_aside: 5.5,
  wrap_up: 6,
  closed: 7,
};

export function InteractionTable({ interactions, queues, canSupervise, onRead, onReassign }: Props) {
  const { t } = useTranslation('board');
  const names = useNames();
  const within = new Map(queues.map((queue) => [queue.id, queue.service_level_within_s]));
  const rows = [...interactions].sort(
    (a, b) => order[a.state] - order[b.state] || a.queued_at.localeCompare(b.queued_at),
  );
  const columns: TableColumnsType<Interaction> = [
    {
      title: t('customer'),
      render: (_, row) => (
        <>
          <ChannelMark channel={row.channel} />{' '}
          <Button type="link" size="small" onClick={() => onRead(row)} style={{ padding: 0 }}>
            {row.customer.name}
          </Button>
        </>
      ),
    },
    {
      title: t('state'),
      width: 96,
      filters: (['arrived', 'queued', 'offered', 'dialling', 'active', 'scheduled', 'wrap_up'] as const).map(
        (state) => ({
          text: t(`ui:state.${state}`),
          value: state,
        }),
      ),
      onFilter: (value, row) => row.state === value,
      render: (_, row) => <Badge tone={tones[row.state]}>{t(`ui:state.${row.state}`)}</Badge>,
    },
    {
      title: t('queue'),
      filters: queues.map(({ id }) => ({ text: names.of('queues', id), value: id })),
      onFilter: (value, row) => row.queue_id === value,
      render: (_, row) => names.of('queues', row.queue_id),
    },
    {
      title: t('agent'),
      render: (_, row) => names.of('users', row.agent_id) || <span className="quiet">—</span>,
    },
    {
      title: t('time'),
      align: 'right',
      width: 96,
      render: (_, row) =>
        row.state === 'queued' || row.state === 'offered' ? (
          <WaitMark since={row.queued_at} withinS={within.get(row.queue_id) ?? 20} />
        ) : (
          <Ticking since={row.arrived_at} />
        ),
    },
    {
      title: t('priority'),
      align: 'right',
      width: 92,
      render: (_, row) => (canSupervise ? <PriorityCell interaction={row} /> : row.priority),
    },
    { title: t('last_words'), ellipsis: true, render: (_, row) => lastWords(row, t('attachment')) },
    {
      title: <span className="sr-only">{t('actions')}</span>,
      width: 104,
      align: 'right',
      render: (_, row) => (
        <>
          <ShortcutTip title={t(row.channel === 'voice' ? 'listen' : 'read')}>
            <Button
              type="text"
              size="small"
              icon={row.channel === 'voice' ? <CustomerServiceOutlined /> : <EyeOutlined />}
              aria-label={t(row.channel === 'voice' ? 'listen' : 'read')}
              onClick={() => onRead(row)}
            />
          </ShortcutTip>
          {onReassign && !['wrap_up', 'scheduled', 'dialling', 'set_aside'].includes(row.state) && (
            <ShortcutTip title={t('reassign')}>
              <Button
                type="text"
                size="small"
                icon={<SwapOutlined />}
                aria-label={t('reassign')}
                onClick={() => onReassign(row)}
              />
            </ShortcutTip>
          )}
          <ShortcutTip title={t('why')}>
            <Link to={`/interactions/${row.id}/why`} aria-label={t('why')}>
              <Button
                type="text"
                size="small"
                icon={<QuestionCircleOutlined />}
                tabIndex={-1}
                aria-hidden="true"
              />
            </Link>
          </ShortcutTip>
        </>
      ),
    },
  ];
  return (
    <ScrollBox label={t('open')}>
      <Table
        size="small"
        rowKey="id"
        columns={columns}
        dataSource={rows}
        pagination={rows.length > 50 ? { pageSize: 50, size: 'small' } : false}
        locale={{ emptyText: t('nothing_open') }}
      />
    </ScrollBox>
  );
}

function lastWords({ last_message: last, subject }: Interaction, attachmentText: string): string | undefined {
  return last?.text || (last?.attachments.length ? attachmentText : subject);
}
