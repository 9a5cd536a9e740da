import { ArrowLeftOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { useOthersChanges, useScheduleProblem, useShifts } from '../api/board';
import { useSchedule } from '../api/schedules';
import { addDays } from '../state/days';
import { Board } from './Board';
import { useDayText } from './use-day-text';

export function BoardPage({ id }: { id: string }) {
  const { t } = useTranslation('shifts');
  const dayText = useDayText();
  const plan = useSchedule(id);
  const problem = useScheduleProblem(id);
  const shifts = useShifts(id);
  useOthersChanges(id, plan.data?.version);
  const error = plan.error ?? problem.error ?? shifts.error;
  const isThere = plan.data && problem.data && shifts.data;
  if (!isThere)
    return (
      <PageFrame isWide title={plan.data?.name ?? t('title')} subtitle={<Back />}>
        {error ? (
          <ErrorState
            error={error}
            onRetry={() => void Promise.all([plan.refetch(), problem.refetch(), shifts.refetch()])}
          />
        ) : (
          <Skeleton active paragraph={{ rows: 8 }} />
        )}
      </PageFrame>
    );
  const { name, state, first_day, days } = plan.data;
  return (
    <Board
      plan={plan.data}
      problem={problem.data}
      shifts={shifts.data.items}
      title={
        <>
          {name} <Badge tone={state === 'published' ? 'calm' : 'watch'}>{t(`states.${state}`)}</Badge>
        </>
      }
      subtitle={
        <>
          <Back />
          <br />
          {t('from_to', {
            from: dayText.short(first_day),
            to: dayText.short(addDays(first_day, days - 1)),
            count: days,
          })}
        </>
      }
    />
  );
}

function Back() {
  const { t } = useTranslation('shifts');
  return (
    <Link to="/planning/schedules">
      <ArrowLeftOutlined /> {t('title')}
    </Link>
  );
}
