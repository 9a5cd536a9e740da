import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { SegmentCustomer } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { useSegmentCustomers } from '../api/get-segment-customers';
import { useValueSettings } from '../api/value-settings';
import { useMoney } from './use-money';
import styles from './Value.module.css';

interface Props {
  segmentId: string;
  onOpen: (customerId: string) => void;
}

// Everybody in a segment, with what brought them there.
export function SegmentCustomers({ segmentId, onOpen }: Props) {
  const { t } = useTranslation('value');
  const format = useFormat();
  const money = useMoney();
  const currency = useValueSettings().data?.currency;
  const found = useSegmentCustomers(segmentId);
  const columns: TableColumnsType<SegmentCustomer> = [
    {
      title: t('name'),
      width: 220,
      render: (_, { customer }) => (
        <Button type="link" size="small" className={styles.link} onClick={() => onOpen(customer.id)}>
          {customer.name || customer.email || customer.phone || `#${customer.id}`}
        </Button>
      ),
    },
    { title: t('stage_title'), render: (_, { stage }) => t(`stage.${stage}`) },
    {
      title: t('lifetime'),
      align: 'right',
      render: (_, each) => currency && money(each.lifetime_value, currency),
    },
    {
      title: t('churn'),
      align: 'right',
      render: (_, each) => (each.stage === 'prospect' ? '—' : format.percent(each.churn_per_mille / 1000)),
    },
  ];
  if (found.error && !found.data)
    return <ErrorState error={found.error} onRetry={() => void found.refetch()} />;
  return (
    <>
      <Table
        size="small"
        rowKey={({ customer }) => customer.id}
        columns={columns}
        dataSource={found.data?.pages.flatMap(({ items }) => items)}
        loading={found.isPending || found.isPlaceholderData}
        pagination={false}
        scroll={{ x: 620 }}
        onRow={({ customer }) => ({ onDoubleClick: () => onOpen(customer.id) })}
        locale={{ emptyText: found.isPending ? ' ' : t('nobody') }}
      />
      <MoreButton pages={found} label={t('more')} />
    </>
  );
}
