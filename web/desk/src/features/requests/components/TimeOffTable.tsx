import { Button, Segmented, Skeleton, Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { TimeOffRequest } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { useZoneFormat } from '@/lib/zone';
import { ErrorState } from '@/ui/ErrorState';
import { ScrollBox } from '@/ui/ScrollBox';
import { useTimeOffRequests, useTimeOffTypes } from '../api/planner';
import { Cost } from './Cost';
import { DecisionDrawer } from './DecisionDrawer';
import { FindingList } from './FindingList';
import { RequestBadge } from './RequestBadge';
import styles from './Requests.module.css';
import { useWords } from './use-words';

export function TimeOffTable() {
  const { t } = useTranslation('requests');
  const words = useWords();
  const format = useZoneFormat();
  const names = useNames();
  const [isAll, setAll] = useState(false);
  const [open, setOpen] = useState<TimeOffRequest | null>(null);
  const types = useTimeOffTypes().data;
  const { data, error, refetch } = useTimeOffRequests(isAll ? undefined : 'waiting');
  if (error) return <ErrorState error={error} onRetry={() => void refetch()} />;
  const columns: TableColumnsType<TimeOffRequest> = [
    { title: t('planner.agent'), render: (_, { agent_id }) => names.of('users', agent_id) },
    {
      title: t('planner.days'),
      render: (_, { first_day, last_day, from, to }) => (
        <span className="numbers">
          {words.days(first_day, last_day)}
          {(from !== '00:00' || to !== '24:00') && ` ${from}–${to}`}
        </span>
      ),
    },
    {
      title: t('ask.type'),
      render: (_, request) => {
        const type = types?.find(({ id }) => id === request.time_off_type_id);
        return (
          type && (
            <>
              {type.name}
              <br />
              <Cost request={request} unit={type.unit} />
            </>
          )
        );
      },
    },
    {
      title: t('planner.asked'),
      render: (_, { asked_at }) => <span className="numbers">{format.dateTime(asked_at)}</span>,
    },
    { title: t('planner.state'), render: (_, { state }) => <RequestBadge state={state} /> },
    {
      title: t('planner.why'),
      render: (_, { state, findings }) => state === 'waiting' && <FindingList findings={findings} />,
    },
    {
      title: <span className="sr-only">{t('planner.actions')}</span>,
      align: 'right',
      render: (_, request) =>
        request.state === 'waiting' && (
          <Button size="small" type="primary" onClick={() => setOpen(request)}>
            {t('planner.decide')}
          </Button>
        ),
    },
  ];
  return (
    <>
      <div className={styles.bar}>
        <Segmented
          aria-label={t('planner.shown')}
          value={isAll ? 'all' : 'waiting'}
          options={[
            { value: 'waiting', label: t('planner.waiting') },
            { value: 'all', label: t('planner.all') },
          ]}
          onChange={(value) => setAll(value === 'all')}
        />
      </div>
      {!data && <Skeleton active />}
      {data && (
        <ScrollBox label={t('time_off.title')} minWidth={860}>
          <Table
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={data}
            locale={{ emptyText: t('planner.nothing') }}
            pagination={data.length > 50 ? { pageSize: 50, size: 'small' } : false}
          />
        </ScrollBox>
      )}
      {open && (
        <DecisionDrawer
          kind="time-off-requests"
          id={open.id}
          title={`${names.of('users', open.agent_id)} · ${words.days(open.first_day, open.last_day)}`}
          note={open.note}
          onClose={() => setOpen(null)}
        />
      )}
    </>
  );
}
