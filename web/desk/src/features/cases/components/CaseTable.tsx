import { Button, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useTranslation } from 'react-i18next';
import type { KeyboardEvent } from 'react';
import { useNow } from '@/lib/clock';
import type { ListedCase } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useFormat } from '@/lib/format';
import { ScrollBox } from '@/ui/ScrollBox';
import styles from './Cases.module.css';
import { Due } from './Due';
import { PriorityBadge, StatusBadge } from './StatusBadge';

interface Props {
  cases: ListedCase[] | undefined;
  isLoading: boolean;
  chosen: string[] | undefined; // undefined: nothing can be chosen
  onChoose: (ids: string[]) => void;
  onOpen: (id: string) => void;
}

// Arrow keys go from case to case.
function step(event: KeyboardEvent<HTMLElement>) {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const links = [...event.currentTarget.querySelectorAll<HTMLElement>('[data-case]')];
  const at = links.findIndex((each) => each === document.activeElement);
  const next = links[at + (event.key === 'ArrowDown' ? 1 : -1)];
  if (!next) return;
  event.preventDefault();
  next.focus();
}

export function CaseTable({ cases, isLoading, chosen, onChoose, onOpen }: Props) {
  const { t } = useTranslation('cases');
  const names = useNames();
  const format = useFormat();
  const now = useNow(60_000);
  const columns: TableColumnsType<ListedCase> = [
    {
      title: t('number'),
      width: 84,
      render: (_, each) => (
        <Button
          type="link"
          size="small"
          style={{ padding: 0 }}
          data-case={each.id}
          onClick={() => onOpen(each.id)}
        >
          {each.number}
        </Button>
      ),
    },
    {
      title: t('subject'),
      ellipsis: true,
      render: (_, each) => (
        <>
          <span className="ellipsis">{each.subject}</span>
          {each.tags.length > 0 && <span className="quiet"> · {each.tags.join(' · ')}</span>}
        </>
      ),
    },
    { title: t('customer'), width: 112, ellipsis: true, render: (_, each) => each.customer_name || '—' },
    { title: t('status_title'), width: 150, render: (_, each) => <StatusBadge status={each.status} /> },
    {
      title: t('priority_title'),
      width: 84,
      render: (_, each) => <PriorityBadge priority={each.priority} />,
    },
    { title: t('due'), width: 150, render: (_, each) => <Due at={each.due_at} /> },
    {
      title: t('assignee'),
      width: 112,
      ellipsis: true,
      render: (_, each) => names.of('users', each.assignee_id) || names.of('teams', each.team_id) || '—',
    },
    {
      title: t('updated'),
      width: 124,
      render: (_, each) => (
        <time dateTime={each.updated_at} title={format.dateTime(each.updated_at)}>
          {t('ago', {
            time: format.duration(
              Math.max(60, Math.round((now - Date.parse(each.updated_at)) / 60_000) * 60),
            ),
          })}
        </time>
      ),
    },
  ];
  return (
    <div onKeyDown={step}>
      <ScrollBox label={t('title')} minWidth={960}>
        <Table
          size="small"
          rowKey="id"
          className={styles.table}
          columns={columns}
          dataSource={cases}
          loading={isLoading}
          pagination={false}
          rowSelection={
            chosen && {
              selectedRowKeys: chosen,
              onChange: (ids) => onChoose(ids.map(String)),
              getCheckboxProps: (each) => ({ 'aria-label': t('choose', { number: each.number }) }),
              getTitleCheckboxProps: () => ({ 'aria-label': t('choose_all') }),
            }
          }
          onRow={(each) => ({ onDoubleClick: () => onOpen(each.id) })}
          locale={{ emptyText: isLoading ? ' ' : t('nothing') }}
        />
      </ScrollBox>
    </div>
  );
}
