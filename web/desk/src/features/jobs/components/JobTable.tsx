import { Progress, Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { Link } from 'react-router';
import type { Job, JobState } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { secondsBetween, useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import type { BadgeTone } from '@/ui/Badge';
import { JobFault } from '@/ui/JobProgress';
import { ScrollBox } from '@/ui/ScrollBox';
import { JobActs } from './JobActs';

const tones: Record<JobState, BadgeTone> = {
  queued: 'plain',
  running: 'watch',
  done: 'calm',
  failed: 'alarm',
  cancelled: 'plain',
  interrupted: 'watch',
};

interface Props {
  jobs: Job[] | undefined;
  isLoading: boolean;
  pathOf: (job: Job) => string | undefined;
}

export function JobTable({ jobs, isLoading, pathOf }: Props) {
  const { t } = useTranslation('jobs');
  const format = useFormat();
  const names = useNames();
  return (
    <ScrollBox label={t('title')} minWidth={920}>
      <Table<Job>
        size="small"
        rowKey="id"
        dataSource={jobs}
        loading={isLoading}
        pagination={false}
        locale={{ emptyText: isLoading ? ' ' : t('nothing') }}
        columns={[
          { title: t('what'), render: (_, job) => <JobName job={job} path={pathOf(job)} /> },
          { title: t('kind_title'), width: 110, render: (_, { kind }) => t(`kind.${kind}`, kind) },
          { title: t('state'), width: 150, render: (_, job) => <JobStateCell job={job} /> },
          {
            title: t('asked_by'),
            width: 120,
            render: (_, { asked_by }) => names.of('users', asked_by) || t('nobody'),
          },
          { title: t('asked_at'), width: 160, render: (_, { asked_at }) => format.dateTime(asked_at) },
          {
            title: t('took'),
            width: 100,
            align: 'right',
            className: 'numbers',
            render: (_, { started_at, ended_at }) =>
              started_at && ended_at ? format.duration(secondsBetween(started_at, ended_at)) : '—',
          },
          {
            title: <span className="sr-only">{t('acts')}</span>,
            width: 170,
            render: (_, job) => <JobActs job={job} />,
          },
        ]}
      />
    </ScrollBox>
  );
}

function JobName({ job, path }: { job: Job; path: string | undefined }) {
  return (
    <>
      {path ? <Link to={path}>{job.title}</Link> : job.title}
      {job.error && (
        <div className="quiet">
          <JobFault error={job.error} />
        </div>
      )}
    </>
  );
}

function JobStateCell({ job: { state, progress, is_stopping } }: { job: Job }) {
  const { t } = useTranslation('ui');
  const words = t(is_stopping ? 'job.stopping' : `job.state.${state}`);
  if (state === 'running')
    return <Progress percent={Math.floor(progress * 100)} size="small" status="active" aria-label={words} />;
  return <Badge tone={tones[state]}>{words}</Badge>;
}
