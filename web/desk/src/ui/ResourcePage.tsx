import { PlusOutlined } from '@ant-design/icons';
import { Button, Input, Skeleton, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';
import type { Resource } from '@/lib/resource';
import { useResourceList } from '@/lib/resource';
import { ErrorState } from './ErrorState';
import { PageFrame } from './PageFrame';
import { ResourceForm } from './ResourceForm';
import { ScrollBox } from './ScrollBox';

interface Props<Item extends { id: string }, Values extends object> {
  resource: Resource<Item>;
  title: string;
  help?: string;
  columns: TableColumnsType<Item>;
  addText: string;
  blank: Values;
  valuesOf: (item: Item) => Values;
  fieldsOf?: (values: Values) => object;
  form: (item: Item | undefined) => ReactNode;
  formWidth?: number;
  canChange?: (item: Item) => boolean;
  removeText?: string;
  onSaved?: (item: Item, isNew: boolean) => void;
  textOf?: (item: Item) => string;
  nameOf?: (item: Item) => string;
  // Below the heading.
  tabs?: ReactNode;
  // Of the first column, where that is no name.
  nameTitle?: string;
}

// A long name takes a second line rather than the next column.
const nameStyle = { padding: 0, height: 'auto', whiteSpace: 'normal', textAlign: 'start' } as const;

// The page of one kind of thing: a list with a filter, and a drawer to add and change.
export function ResourcePage<Item extends { id: string }, Values extends object>(props: Props<Item, Values>) {
  const { resource, title, help, columns, addText } = props;
  const { t } = useTranslation('ui');
  const { data, error, refetch } = useResourceList(resource);
  const [edited, setEdited] = useState<Item | 'new' | null>(null);
  const [filter, setFilter] = useState('');
  const nameOf = props.nameOf ?? plainName;
  const textOf = props.textOf ?? nameOf;
  const shown = data?.filter((item) => textOf(item).toLowerCase().includes(filter.trim().toLowerCase()));
  const nameColumn: TableColumnsType<Item>[number] = {
    title: props.nameTitle ?? t('admin.name'),
    render: (_, item) => (
      <Button type="link" size="small" style={nameStyle} onClick={() => setEdited(item)}>
        {nameOf(item)}
      </Button>
    ),
    sorter: (a, b) => nameOf(a).localeCompare(nameOf(b)),
  };
  return (
    <PageFrame
      title={title}
      subtitle={help}
      actions={
        <>
          {(data?.length ?? 0) > 8 && (
            <Input.Search
              allowClear
              value={filter}
              onChange={(event) => setFilter(event.target.value)}
              placeholder={t('admin.find')}
              aria-label={t('admin.find')}
              style={{ width: 200 }}
            />
          )}
          <Button type="primary" icon={<PlusOutlined />} onClick={() => setEdited('new')}>
            {addText}
          </Button>
        </>
      }
    >
      {props.tabs}
      {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !data && <Skeleton active paragraph={{ rows: 6 }} />}
      {shown && (
        <ScrollBox label={title} minWidth={140 * (columns.length + 1)}>
          <Table
            size="small"
            rowKey="id"
            columns={[nameColumn, ...columns]}
            dataSource={shown}
            pagination={shown.length > 25 ? { pageSize: 25, size: 'small', showSizeChanger: false } : false}
            locale={{ emptyText: t('admin.empty') }}
          />
        </ScrollBox>
      )}
      {edited !== null && (
        <ResourceForm<Item, Values>
          {...props}
          nameOf={nameOf}
          key={edited === 'new' ? 'new' : edited.id}
          item={edited === 'new' ? undefined : edited}
          onClose={() => setEdited(null)}
        />
      )}
    </PageFrame>
  );
}

function plainName(item: object): string {
  return 'name' in item && typeof item.name === 'string' ? item.name : '';
}
