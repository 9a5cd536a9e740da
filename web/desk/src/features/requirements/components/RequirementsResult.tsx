import { ArrowLeftOutlined } from '@ant-design/icons';
import { Skeleton } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import { Link, useNavigate } from 'react-router';
import type { StaffingProblem } from '@/lib/contract';
import { useJob } from '@/lib/jobs';
import { createZone } from '@/lib/zone';
import { Chart, useChartColors } from '@/ui/Chart';
import { ErrorState } from '@/ui/ErrorState';
import { issueText } from '@/ui/issue-text';
import { JobProgress } from '@/ui/JobProgress';
import { PageFrame } from '@/ui/PageFrame';
import { TableExport } from '@/ui/TableExport';
import type { Requirements } from '../state/requirements';
import { agentsOption } from './agents-option';
import { Groups } from './Groups';
import { Promises } from './Promises';
import styles from './Requirements.module.css';

export function RequirementsResult({ id }: { id: string }) {
  const { t } = useTranslation('requirements');
  const navigate = useNavigate();
  const { data: job, error, refetch } = useJob<StaffingProblem, Requirements>(id);
  return (
    <PageFrame
      isWide
      title={job?.title ?? t('title')}
      subtitle={
        <Link to="/planning/requirements">
          <ArrowLeftOutlined /> {t('title')}
        </Link>
      }
      actions={
        job?.result && (
          <TableExport
            pathOf={(isWorkbook) => `/api/v1/workforce/requirements/${id}/table?is_workbook=${isWorkbook}`}
          />
        )
      }
    >
      {error && !job && <ErrorState error={error} onRetry={() => void refetch()} />}
      {!error && !job && <Skeleton active paragraph={{ rows: 6 }} />}
      {job && (
        <JobProgress job={job} onAgain={(again) => void navigate(`/planning/requirements/${again.id}`)} />
      )}
      {job?.result && <Found found={job.result} />}
    </PageFrame>
  );
}

function Found({ found }: { found: Requirements }) {
  const { t, i18n } = useTranslation('requirements');
  const colors = useChartColors();
  const zone = useMemo(() => createZone(found.time_zone), [found.time_zone]);
  const option = useMemo(() => agentsOption(found, zone, colors), [found, zone, colors]);
  return (
    <div className={styles.page}>
      <p className="quiet">
        {t('how', {
          count: found.replications,
          confidence: Math.round(found.confidence * 100),
        })}
      </p>
      <section aria-label={t('agents')}>
        <h2>{t('agents')}</h2>
        <Chart option={option} label={t('chart_of')} height={320} />
      </section>
      <Promises queues={found.queues} />
      <Groups groups={found.groups} zone={zone} />
      {found.explanation.length > 0 && (
        <section aria-label={t('explanation')}>
          <h2>{t('explanation')}</h2>
          <ul className={styles.list}>
            {found.explanation.map((sentence) => (
              <li key={sentence}>{issueText(sentence, i18n.language)}</li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}
