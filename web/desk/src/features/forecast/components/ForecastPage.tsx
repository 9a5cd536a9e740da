import { useParams } from 'react-router';
import { ForecastList } from './ForecastList';
import { ForecastResult } from './ForecastResult';
import { ForecastRun } from './ForecastRun';

const run = 'run-';

export const runPath = (jobId: string) => `/planning/forecast/${run}${jobId}`;

// One that is kept, one that is computed, or all that are kept.
export function ForecastPage() {
  const { id } = useParams();
  if (!id) return <ForecastList />;
  return id.startsWith(run) ? (
    <ForecastRun key={id} jobId={id.slice(run.length)} />
  ) : (
    <ForecastResult key={id} id={id} />
  );
}
