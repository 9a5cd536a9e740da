import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { InteractionRecord } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';
import { ChannelMark } from '@/ui/ChannelMark';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { PageFrame } from '@/ui/PageFrame';
import { useFoundInteractions } from '../api/find-interactions';
import type { Filters } from '../api/find-interactions';
import { FilterBar } from './FilterBar';

const names: (keyof Filters)[] = ['text', 'state', 'queue_id', 'agent_id', 'from', 'to'];
const tones: Record<string, BadgeTone> = {
  completed: 'calm',
  abandoned: 'watch',
  expired: 'alarm',
  refused: 'alarm',
};

// Filters live in the address, so that going back finds the same list.
export function History({ onOpen }: { onOpen: (id: string) => void }) {
  const { t } = useTranslation('history');
  const [params, setParams] = useSearchParams();
  const filters = Object.fromEntries(
    names.flatMap((name) => (params.get(name) ? [[name, params.get(name)]] : [])),
  ) as Filters;
  const found = useFoundInteractions(filters);
  const change = (part: Filters) => {
    const next = { ...filters, ...part };
    const pairs = names.flatMap((name) => (next[name] ? [[name, next[name]] as [string, string]] : []));
    setParams(new URLSearchParams(pairs), { replace: true });
  };
  return (
    <PageFrame title={t('title')} isWide>
      <FilterBar filters={filters} onChange={change} />
      {found.error && !found.data ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Records
          records={found.data?.pages.flatMap(({ items }) => items)}
          isLoading={found.isPending || found.isPlaceholderData}
          onOpen={onOpen}
        />
      )}
      <MoreButton pages={found} label={t('more')} />
    </PageFrame>
  );
}

interface RecordsProps {
  records: InteractionRecord[] | undefined;
  isLoading: boolean;
  onOpen: (id: string) => void;
}

function Records({ records, isLoading, onOpen }: RecordsProps) {
  const { t } = useTranslation('history');
  const format = useFormat();
  const directory = useNames();
  const time = (seconds: number | undefined) =>
    seconds === undefined || seconds === null ? '—' : format.duration(seconds);
  const columns: TableColumnsType<InteractionRecord> = [
    {
      title: t('arrived'),
      width: 170,
      render: (_, row) => (
        <Button type="link" size="small" style={{ padding: 0 }} onClick={() => onOpen(row.id)}>
          {format.dateTime(row.arrived_at)}
        </Button>
      ),
    },
    {
      title: t('customer'),
      width: 150,
      render: (_, row) => (
        <>
          <ChannelMark channel={row.channel} /> {row.customer.name}
        </>
      ),
    },
    { title: t('first_words'), ellipsis: true, dataIndex: 'first_text' },
    { title: t('queue'), width: 130, render: (_, row) => directory.of('queues', row.queue_id) },
    { title: t('agent'), width: 120, render: (_, row) => directory.of('users', row.agent_id) || '—' },
    {
      title: t('result'),
      width: 110,
      render: (_, row) =>
        row.state === 'closed' && row.outcome ? (
          <Badge tone={tones[row.outcome]}>{t(`ui:outcome.${row.outcome}`)}</Badge>
        ) : (
          <Badge>{t(`ui:state.${row.state}`)}</Badge>
        ),
    },
    {
      title: t('disposition'),
      width: 120,
      render: (_, row) => directory.of('dispositions', row.disposition_id) || '—',
    },
    { title: t('waited'), width: 96, align: 'right', render: (_, row) => time(row.waited_s) },
    { title: t('handled'), width: 110, align: 'right', render: (_, row) => time(row.handled_s) },
    { title: t('messages'), width: 96, align: 'right', render: (_, row) => format.number(row.messages) },
  ];
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={records}
      loading={isLoading}
      pagination={false}
      scroll={{ x: 1200 }}
      onRow={(row) => ({ onDoubleClick: () => onOpen(row.id) })}
      locale={{ emptyText: isLoading ? ' ' : t('nothing') }}
    />
  );
}
