import { ArrowLeftOutlined } from '@ant-design/icons';
import { Alert, Segmented, Select, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import { isOver, useJob } from '@/lib/jobs';
import { ErrorState } from '@/ui/ErrorState';
import { issueText } from '@/ui/issue-text';
import { JobProgress } from '@/ui/JobProgress';
import { PageFrame } from '@/ui/PageFrame';
import { rowsOfDay, rowsOfQueue } from '../state/comparison';
import type { WhatIfAsked, WhatIfFound } from '../state/comparison';
import { Comparison } from './Comparison';
import { Explanation } from './Explanation';
import { Fits } from './Fits';
import styles from './WhatIf.module.css';

export function WhatIfResult({ id }: { id: string }) {
  const { t } = useTranslation('whatif');
  const navigate = useNavigate();
  const { data: job, error, refetch } = useJob<WhatIfAsked, WhatIfFound>(id);
  return (
    <PageFrame
      isWide
      title={job?.title ?? t('title')}
      subtitle={
        <Link to="/planning/whatif">
          <ArrowLeftOutlined /> {t('title')}
        </Link>
      }
    >
      {error && !job && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !job && <Skeleton active paragraph={{ rows: 6 }} />}
      {job && <JobProgress job={job} onAgain={(again) => void navigate(`/planning/whatif/${again.id}`)} />}
      {job && isOver(job.state) && job.result && <Found found={job.result} />}
    </PageFrame>
  );
}

function Found({ found: { comparison, day } }: { found: WhatIfFound }) {
  const { t, i18n } = useTranslation('whatif');
  const [queue, setQueue] = useState('');
  const { variants, replications, is_precise } = comparison;
  const queues = [...new Set(variants.flatMap((each) => each.queues.map((one) => one.queue)))];
  const rows = queue === '' ? rowsOfDay(variants) : rowsOfQueue(variants, queue);
  const options = [
    { value: '', label: t('all_queues') },
    ...queues.map((name) => ({ value: name, label: name })),
  ];
  return (
    <div className={styles.page}>
      <p className="quiet">{t('played', { count: replications })}</p>
      {!is_precise && <Alert type="warning" showIcon title={t('not_precise')} />}
      <section aria-label={t('side_by_side')}>
        <div className={styles.head}>
          <h2>{t('side_by_side')}</h2>
          {queues.length > 1 &&
            (queues.length < 4 ? (
              <Segmented aria-label={t('field.queue')} value={queue} options={options} onChange={setQueue} />
            ) : (
              <Select
                aria-label={t('field.queue')}
                value={queue}
                options={options}
                onChange={setQueue}
                className={styles.select}
              />
            ))}
        </div>
        <Comparison rows={rows} variants={variants.map(({ name }) => name)} />
      </section>
      <Explanation variants={variants} />
      {day && <Fits fits={day.fits} />}
      {day && day.notes.length > 0 && (
        <section aria-label={t('notes')}>
          <h2>{t('notes')}</h2>
          <ul className={styles.list}>
            {day.notes.map((note) => (
              <li key={note}>{issueText(note, i18n.language)}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
