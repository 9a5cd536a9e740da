import { ArrowLeftOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link, Navigate, useNavigate } from 'react-router';
import type { ForecastWanted } from '@/lib/contract';
import { useJob } from '@/lib/jobs';
import { ErrorState } from '@/ui/ErrorState';
import { JobProgress } from '@/ui/JobProgress';
import { PageFrame } from '@/ui/PageFrame';
import { runPath } from './ForecastPage';

// Until it is there.
export function ForecastRun({ jobId }: { jobId: string }) {
  const { t } = useTranslation('forecast');
  const navigate = useNavigate();
  const { data: job, error, refetch } = useJob<ForecastWanted, { forecast_id: string }>(jobId);
  if (job?.result) return <Navigate to={`/planning/forecast/${job.result.forecast_id}`} replace />;
  return (
    <PageFrame
      title={job?.title || t('title')}
      subtitle={
        <Link to="/planning/forecast">
          <ArrowLeftOutlined /> {t('title')}
        </Link>
      }
    >
      {error && !job && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !job && <Skeleton active paragraph={{ rows: 3 }} />}
      {job && <JobProgress job={job} onAgain={({ id }) => void navigate(runPath(id))} />}
    </PageFrame>
  );
}
