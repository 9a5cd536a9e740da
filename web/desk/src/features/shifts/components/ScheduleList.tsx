import { CalendarOutlined, DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { App as AntApp, Button, Popconfirm, Skeleton, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { ShiftPlan } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { Badge } from '@/ui/Badge';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { JobList } from '@/ui/JobList';
import { MoreButton } from '@/ui/MoreButton';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { useProblemText } from '@/ui/use-problem-text';
import { useDeleteSchedule, useSchedules } from '../api/schedules';
import { addDays } from '../state/days';
import { boardPath, fillPath } from './SchedulesPage';
import styles from './Schedules.module.css';
import { useDayText } from './use-day-text';

export function ScheduleList() {
  const { t } = useTranslation('shifts');
  const format = useZoneFormat();
  const dayText = useDayText();
  const found = useSchedules();
  const schedules = found.data?.pages.flatMap(({ items }) => items);
  const newButton = (
    <Link to="/planning/schedules/new">
      <Button type="primary" icon={<PlusOutlined />} tabIndex={-1}>
        {t('new')}
      </Button>
    </Link>
  );
  return (
    <PageFrame title={t('title')} subtitle={t('help')} isWide actions={newButton}>
      <div className={styles.page}>
        <JobList kind="schedule" title={t('filled_now')} pathOf={({ id }) => fillPath(id)} isUnfinishedOnly />
        {found.error && !schedules && <ErrorState error={found.error} onRetry={() => void found.refetch()} />}
        {found.isPending && <Skeleton active paragraph={{ rows: 6 }} />}
        {schedules?.length === 0 && (
          <EmptyState icon={<CalendarOutlined />} title={t('nothing')} text={t('nothing_text')} />
        )}
        {schedules && schedules.length > 0 && (
          <ScrollBox label={t('title')} minWidth={720}>
            <Table<ShiftPlan>
              size="small"
              rowKey="id"
              dataSource={schedules}
              pagination={false}
              columns={[
                { title: t('name'), render: (_, { id, name }) => <Link to={boardPath(id)}>{name}</Link> },
                {
                  title: t('state'),
                  width: 120,
                  render: (_, { state }) => (
                    <Badge tone={state === 'published' ? 'calm' : 'watch'}>{t(`states.${state}`)}</Badge>
                  ),
                },
                {
                  title: t('days'),
                  render: (_, { first_day, days }) =>
                    t('from_to', {
                      from: dayText.short(first_day),
                      to: dayText.short(addDays(first_day, days - 1)),
                      count: days,
                    }),
                },
                {
                  title: t('made_at'),
                  width: 170,
                  render: (_, { created_at }) => format.dateTime(created_at),
                },
                {
                  title: t('published_at'),
                  width: 170,
                  render: (_, { published_at }) =>
                    published_at ? format.dateTime(published_at) : <span className="quiet">—</span>,
                },
                {
                  title: <span className="sr-only">{t('ui:admin.remove')}</span>,
                  width: 48,
                  render: (_, plan) => plan.state === 'draft' && <Remove plan={plan} />,
                },
              ]}
            />
          </ScrollBox>
        )}
        <MoreButton pages={found} label={t('more')} />
      </div>
    </PageFrame>
  );
}

function Remove({ plan: { id, name } }: { plan: ShiftPlan }) {
  const { t } = useTranslation('shifts');
  const { message } = AntApp.useApp();
  const problemText = useProblemText();
  const remove = useDeleteSchedule();
  return (
    <Popconfirm
      title={t('ui:admin.remove_question', { name })}
      okText={t('ui:admin.remove')}
      okButtonProps={{ danger: true }}
      onConfirm={() =>
        remove.mutateAsync(id).catch((error: unknown) => void message.error(problemText(error)))
      }
    >
      <Button
        type="text"
        size="small"
        icon={<DeleteOutlined />}
        aria-label={t('remove_named', { name })}
        loading={remove.isPending}
      />
    </Popconfirm>
  );
}
