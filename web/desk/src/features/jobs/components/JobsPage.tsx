import { Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { Job } from '@/lib/contract';
import { useJobs } from '@/lib/jobs';
import type { JobFilters } from '@/lib/jobs';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { PageFrame } from '@/ui/PageFrame';
import { JobTable } from './JobTable';

const states = ['queued', 'running', 'done', 'failed', 'cancelled', 'interrupted'] as const;

interface Props {
  kinds: string[];
  pathOf: (job: Job) => string | undefined; // where its result is shown
}

export function JobsPage({ kinds, pathOf }: Props) {
  const { t } = useTranslation('jobs');
  const [filters, setFilters] = useState<JobFilters>({});
  const found = useJobs(filters);
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('help')}
      isWide
      actions={
        <>
          {kinds.length > 0 && (
            <Select
              allowClear
              style={{ width: 150 }}
              value={filters.kind}
              placeholder={t('kind_title')}
              aria-label={t('kind_title')}
              options={kinds.map((kind) => ({ value: kind, label: t(`kind.${kind}`, kind) }))}
              onChange={(kind?: string) => setFilters((before) => ({ ...before, kind }))}
            />
          )}
          <Select
            allowClear
            style={{ width: 150 }}
            value={filters.state}
            placeholder={t('state')}
            aria-label={t('state')}
            options={states.map((state) => ({ value: state, label: t(`ui:job.state.${state}`) }))}
            onChange={(state?: JobFilters['state']) => setFilters((before) => ({ ...before, state }))}
          />
        </>
      }
    >
      {found.error && !found.data ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <JobTable
          jobs={found.data?.pages.flatMap(({ items }) => items)}
          isLoading={found.isPending}
          pathOf={pathOf}
        />
      )}
      <MoreButton pages={found} label={t('more')} />
    </PageFrame>
  );
}
