import { CalendarOutlined, ReloadOutlined } from '@ant-design/icons';
import { Alert, Button, Select, Skeleton } from 'antd';
import { useEffect, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSearchParams } from 'react-router';
import { isOver, useJob } from '@/lib/jobs';
import { useZoneFormat } from '@/lib/zone';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { issueText } from '@/ui/issue-text';
import { JobProgress } from '@/ui/JobProgress';
import { PageFrame } from '@/ui/PageFrame';
import { useProblemText } from '@/ui/use-problem-text';
import { useIntraday, useMakeOutlook } from '../api/intraday';
import { Charts } from './Charts';
import styles from './Intraday.module.css';
import { Notes } from './Notes';
import { Proposals } from './Proposals';
import { Standing } from './Standing';

const targets = [0.7, 0.8, 0.9, 0.95];

// Today to its end: what came, what will, and what could be done about it.
export function TodayPage() {
  const { t, i18n } = useTranslation('intraday');
  const zoned = useZoneFormat();
  const problemText = useProblemText();
  const [params, setParams] = useSearchParams();
  const { data, error, refetch } = useIntraday();
  const make = useMakeOutlook();
  const job = useJob(make.data?.id);
  const [chosen, setTarget] = useState<number>();
  const outlook = data?.outlook;
  const target = chosen ?? outlook?.service_level_target ?? 0.8;
  const isRunning = make.isPending || (job.data !== undefined && !isOver(job.data.state));
  const jobState = job.data?.state;
  useEffect(() => {
    if (jobState === 'done') void refetch();
  }, [jobState, refetch]);
  const again = (service_level_target: number) => make.mutate({ service_level_target });
  const queue = outlook?.queues.find(({ queue_id }) => queue_id === params.get('queue'));
  const part = queue ?? outlook?.total;
  const aim = queue?.service_level_target ?? outlook?.service_level_target ?? target; // of what is shown
  const isNothing = data?.failure?.reason === 'empty_day' && !outlook;
  return (
    <PageFrame
      title={t('title')}
      subtitle={outlook ? t('as_of', { at: zoned.time(outlook.as_of), count: outlook.runs }) : t('help')}
      isWide
      actions={
        <>
          <Select
            aria-label={t('target')}
            value={target}
            options={targets.map((value) => ({
              value,
              label: t('target_of', { share: Math.round(value * 100) }),
            }))}
            onChange={(value) => {
              setTarget(value);
              again(value);
            }}
          />
          <Button icon={<ReloadOutlined />} disabled={isRunning} onClick={() => again(target)}>
            {t('again')}
          </Button>
        </>
      }
    >
      <div className={styles.page}>
        {make.error && <Alert type="error" showIcon title={problemText(make.error)} />}
        {job.data && !isNothing && <JobProgress job={job.data} />}
        {error && !data && <ErrorState error={error} onRetry={() => void refetch()} />}
        {!error && !outlook && !data?.failure && (
          <div role="status">
            <p className="quiet">{t('making')}</p>
            <Skeleton active paragraph={{ rows: 8 }} />
          </div>
        )}
        {isNothing && (
          <EmptyState icon={<CalendarOutlined />} title={t('nothing')} text={t('nothing_text')} />
        )}
        {data?.failure && !isNothing && (
          <Alert
            type="warning"
            showIcon
            title={t('failed')}
            description={issueText(data.failure.detail, i18n.language)}
          />
        )}
        {outlook && part && (
          <>
            <Select
              aria-label={t('queue')}
              className={styles.queue}
              value={queue?.queue_id ?? ''}
              options={[
                { value: '', label: t('all_queues') },
                ...outlook.queues.map(({ queue_id, queue: name }) => ({ value: queue_id, label: name })),
              ]}
              onChange={(id) => setParams(id ? { queue: id } : {}, { replace: true })}
            />
            <Standing part={part} target={aim} />
            <Charts outlook={outlook} part={part} name={queue?.queue ?? t('all_queues')} target={aim} />
            <Proposals outlook={outlook} onChanged={() => again(outlook.service_level_target)} />
            <Notes outlook={outlook} part={part} />
          </>
        )}
      </div>
    </PageFrame>
  );
}
