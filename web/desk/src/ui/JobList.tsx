import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Job } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { isOver, useJobs } from '@/lib/jobs';
import { Badge } from './Badge';
import styles from './JobList.module.css';

interface Props {
  kind: string;
  title: string;
  pathOf: (job: Job) => string;
  isUnfinishedOnly?: boolean; // where what is done is shown beside it
}

const most = 8;

// The latest long runs of one kind; nothing where there are none.
export function JobList({ kind, title, pathOf, isUnfinishedOnly = false }: Props) {
  const { t } = useTranslation('ui');
  const format = useFormat();
  const { data } = useJobs({ kind });
  const all = data?.pages[0]?.items ?? [];
  const jobs = isUnfinishedOnly ? all.filter(({ state }) => !isOver(state)) : all;
  if (jobs.length === 0) return null;
  return (
    <section aria-label={title}>
      <h2>{title}</h2>
      <ul className={styles.list}>
        {jobs.slice(0, most).map((job) => (
          <li key={job.id}>
            <Link to={pathOf(job)}>{job.title}</Link>
            <span className="quiet">{format.dateTime(job.asked_at)}</span>
            {job.state !== 'done' && (
              <Badge tone={job.state === 'failed' ? 'alarm' : 'watch'}>{t(`job.state.${job.state}`)}</Badge>
            )}
          </li>
        ))}
      </ul>
    </section>
  );
}
