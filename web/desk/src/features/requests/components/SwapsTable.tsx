import { Button, Skeleton, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShiftSwap } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { ErrorState } from '@/ui/ErrorState';
import { ScrollBox } from '@/ui/ScrollBox';
import { useShiftSwaps } from '../api/planner';
import { DecisionDrawer } from './DecisionDrawer';
import { FindingList } from './FindingList';
import { RequestBadge } from './RequestBadge';
import { useWords } from './use-words';

export function SwapsTable() {
  const { t } = useTranslation('requests');
  const words = useWords();
  const names = useNames();
  const [open, setOpen] = useState<ShiftSwap | null>(null);
  const { data, error, refetch } = useShiftSwaps();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  if (!data) return <Skeleton active />;
  const columns: TableColumnsType<ShiftSwap> = [
    {
      title: t('swap.offered_shift'),
      render: (_, { agent_id, offered }) => (
        <>
          {names.of('users', agent_id)}
          <div className="quiet numbers">{words.shift(offered.shift)}</div>
        </>
      ),
    },
    {
      title: t('swap.taker'),
      render: (_, { taker_id, to_agent_id, given }) => (
        <>
          {names.of('users', taker_id ?? to_agent_id) || t('swap.everybody')}
          {given && <div className="quiet numbers">{words.shift(given.shift)}</div>}
        </>
      ),
    },
    { title: t('planner.state'), render: (_, { state }) => <RequestBadge state={state} /> },
    {
      title: t('planner.why'),
      render: (_, { state, findings }) => state === 'waiting' && <FindingList findings={findings} />,
    },
    {
      title: <span className="sr-only">{t('planner.actions')}</span>,
      align: 'right',
      render: (_, swap) =>
        swap.state === 'waiting' && (
          <Button size="small" type="primary" onClick={() => setOpen(swap)}>
            {t('planner.decide')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <ScrollBox label={t('swap.title')} minWidth={760}>
        <Table
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={[...data].sort((a, b) => Number(b.state === 'waiting') - Number(a.state === 'waiting'))}
          locale={{ emptyText: t('planner.nothing') }}
          pagination={data.length > 50 ? { pageSize: 50, size: 'small' } : false}
        />
      </ScrollBox>
      {open && (
        <DecisionDrawer
          kind="shift-swaps"
          id={open.id}
          title={`${names.of('users', open.agent_id)} → ${names.of('users', open.taker_id)}`}
          note={open.note}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
