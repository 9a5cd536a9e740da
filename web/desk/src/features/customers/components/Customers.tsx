import { Button, Input, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import type { CustomerRow } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { PageFrame } from '@/ui/PageFrame';
import { useFoundCustomers } from '../api/find-customers';
import { describe } from './describe';
import styles from './Customers.module.css';

// The words live in the address, so that going back finds the same list.
interface Props {
  onOpen: (id: string) => void;
  actions?: ReactNode;
  // Another way to choose whom to see, and those who were chosen by it.
  filter?: ReactNode;
  filtered?: ReactNode;
}

export function Customers({ onOpen, actions, filter, filtered }: Props) {
  const { t } = useTranslation('customers');
  const [params, setParams] = useSearchParams();
  const q = params.get('q') ?? '';
  return (
    <PageFrame title={t('title')} actions={actions} isWide>
      <div role="search" className={styles.filters}>
        <Input.Search
          key={q}
          autoFocus
          allowClear
          defaultValue={q}
          placeholder={t('search')}
          aria-label={t('search')}
          className={styles.search}
          onSearch={(text) => setParams(text.trim() ? { q: text.trim() } : {}, { replace: true })}
        />
        {filter}
      </div>
      {filtered ?? <Found q={q} onOpen={onOpen} />}
    </PageFrame>
  );
}

function Found({ q, onOpen }: { q: string; onOpen: (id: string) => void }) {
  const { t } = useTranslation('customers');
  const found = useFoundCustomers(q);
  return (
    <>
      {found.error && !found.data ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <Rows
          rows={found.data?.pages.flatMap(({ items }) => items)}
          isLoading={found.isPending || found.isPlaceholderData}
          onOpen={onOpen}
        />
      )}
      <MoreButton pages={found} label={t('more')} />
    </>
  );
}

interface RowsProps {
  rows: CustomerRow[] | undefined;
  isLoading: boolean;
  onOpen: (id: string) => void;
}

function Rows({ rows, isLoading, onOpen }: RowsProps) {
  const { t } = useTranslation('customers');
  const format = useFormat();
  const columns: TableColumnsType<CustomerRow> = [
    {
      title: t('name'),
      width: 220,
      render: (_, row) => (
        <Button type="link" size="small" className={styles.link} onClick={() => onOpen(row.id)}>
          {row.name || describe(row)}
        </Button>
      ),
    },
    { title: t('email'), render: (_, row) => row.email ?? <span className="quiet">—</span> },
    { title: t('phone'), width: 170, render: (_, row) => row.phone ?? <span className="quiet">—</span> },
    { title: t('since'), width: 180, render: (_, row) => format.dateTime(row.created_at) },
  ];
  return (
    <Table
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={rows}
      loading={isLoading}
      pagination={false}
      scroll={{ x: 760 }}
      onRow={(row) => ({ onDoubleClick: () => onOpen(row.id) })}
      locale={{ emptyText: isLoading ? ' ' : t('nothing') }}
    />
  );
}
