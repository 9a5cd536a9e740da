import { Skeleton } from 'antd';
import { Navigate, useParams } from 'react-router';
import { useJob } from '@/lib/jobs';
import { ErrorState } from '@/ui/ErrorState';
import { BoardPage } from './BoardPage';
import { NewSchedulePage } from './NewSchedulePage';
import { ScheduleList } from './ScheduleList';

const filling = 'fill-';

export const fillPath = (jobId: string) => `/planning/schedules/${filling}${jobId}`;
export const boardPath = (id: string, jobId?: string) =>
  `/planning/schedules/${id}${jobId ? `?fill=${jobId}` : ''}`;

// All schedules, a new one, the board of one, or the one that a computation fills.
export function SchedulesPage() {
  const { id } = useParams();
  if (!id) return <ScheduleList />;
  if (id === 'new') return <NewSchedulePage />;
  if (id.startsWith(filling)) return <OfFilling jobId={id.slice(filling.length)} />;
  return <BoardPage key={id} id={id} />;
}

function OfFilling({ jobId }: { jobId: string }) {
  const { data, error, refetch } = useJob<{ schedule_id: string }, unknown>(jobId);
  if (data) return <Navigate to={boardPath(data.request.schedule_id, jobId)} replace />;
  return error ? <ErrorState error={error} onRetry={() => void refetch()} /> : <Skeleton active />;
}
