import { Alert, Button, Progress } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Job, JobError } from '@/lib/contract';
import { useCancelJob, useRepeatJob } from '@/lib/jobs';
import { issueText } from './issue-text';
import styles from './JobProgress.module.css';

interface Props {
  job: Job;
  onAgain?: (job: Job) => void; // where it is shown, the same may be asked for once more
}

// How far a long run is, with a way to stop it; or why it gave nothing. Nothing of one that is done.
export function JobProgress({ job, onAgain }: Props) {
  const { t } = useTranslation('ui');
  const cancel = useCancelJob();
  const repeat = useRepeatJob();
  if (job.state === 'done') return null;
  if (job.state === 'queued' || job.state === 'running') {
    const words = t(job.is_stopping ? 'job.stopping' : `job.state.${job.state}`);
    return (
      <div className={styles.job}>
        <Progress percent={Math.floor(job.progress * 100)} status="active" aria-label={words} />
        <Button disabled={job.is_stopping} loading={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
          {t('cancel')}
        </Button>
        <p className="quiet" role="status">
          {words}
        </p>
      </div>
    );
  }
  return (
    <Alert
      type={job.state === 'failed' ? 'error' : 'info'}
      showIcon
      title={t(`job.state.${job.state}`)}
      description={job.error && <JobFault error={job.error} />}
      action={
        onAgain && (
          <Button
            size="small"
            loading={repeat.isPending}
            onClick={() => repeat.mutate(job.id, { onSuccess: onAgain })}
          >
            {t('job.again')}
          </Button>
        )
      }
    />
  );
}

export function JobFault({ error: { detail, issues } }: { error: JobError }) {
  const { i18n } = useTranslation('ui');
  return (
    <>
      {issueText(detail, i18n.language)}
      {issues.length > 0 && (
        <ul className={styles.issues}>
          {issues.map(({ where, what }) => (
            <li key={`${where} ${what}`}>
              <span className="quiet">{where}</span> {issueText(what, i18n.language)}
            </li>
          ))}
        </ul>
      )}
    </>
  );
}
