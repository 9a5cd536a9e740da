import { PlusOutlined } from '@ant-design/icons';
import { Button, Skeleton, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNow } from '@/lib/clock';
import type { BidRound } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { ErrorState } from '@/ui/ErrorState';
import { ScrollBox } from '@/ui/ScrollBox';
import { useBidRounds } from '../api/bids';
import { useSchedules } from '../api/planner';
import { roundState } from '../state/bid-state';
import { BidBadge } from './BidBadge';
import { BidDrawer } from './BidDrawer';
import { NewBidRound } from './NewBidRound';
import styles from './Requests.module.css';

// The rounds, the newest first. Which one is looked at is kept by its id, so that it follows the server.
export function BidsTable() {
  const { t } = useTranslation('requests');
  const format = useZoneFormat();
  const now = useNow(10_000);
  const [isNew, setNew] = useState(false);
  const [open, setOpen] = useState<string | null>(null);
  const schedules = useSchedules().data;
  const { data, error, refetch } = useBidRounds();
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const columns: TableColumnsType<BidRound> = [
    { title: t('bid.name'), dataIndex: 'name' },
    {
      title: t('offer.schedule'),
      render: (_, { schedule_id }) => schedules?.find(({ id }) => id === schedule_id)?.name,
    },
    {
      title: t('bid.lines'),
      align: 'right',
      render: (_, { agents }) => <span className="numbers">{agents.length}</span>,
    },
    { title: t('bid.order'), render: (_, { order }) => t(`bid.order_${order}`) },
    {
      title: t('bid.closes'),
      render: (_, { closes_at }) => <span className="numbers">{format.dateTime(closes_at)}</span>,
    },
    { title: t('planner.state'), render: (_, round) => <BidBadge state={roundState(round, now)} /> },
    {
      title: <span className="sr-only">{t('planner.actions')}</span>,
      align: 'right',
      render: (_, { id, name }) => (
        <Button size="small" aria-label={t('bid.look_at', { name })} onClick={() => setOpen(id)}>
          {t('swap.look')}
        </Button>
      ),
    },
  ];
  return (
    <>
      <div className={styles.bar}>
        <span className="quiet">{t('bid.help')}</span>
        <Button type="primary" icon={<PlusOutlined />} onClick={() => setNew(true)}>
          {t('bid.new')}
        </Button>
      </div>
      {!data && <Skeleton active />}
      {data && (
        <ScrollBox label={t('bid.planner')} minWidth={760}>
          <Table
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={data}
            locale={{ emptyText: t('bid.none_yet') }}
            pagination={data.length > 50 ? { pageSize: 50, size: 'small' } : false}
          />
        </ScrollBox>
      )}
      {isNew && <NewBidRound onClose={() => setNew(false)} />}
      {open && <BidDrawer id={open} onClose={() => setOpen(null)} />}
    </>
  );
}
