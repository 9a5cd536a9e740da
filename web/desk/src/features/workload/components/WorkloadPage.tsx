import { LineChartOutlined, UploadOutlined } from '@ant-design/icons';
import { Button, Segmented, Skeleton } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useNavigate, useParams, useSearchParams } from 'react-router';
import { EmptyState } from '@/ui/EmptyState';
import { ErrorState } from '@/ui/ErrorState';
import { PageFrame } from '@/ui/PageFrame';
import { useHistoryQueues } from '../api/get-queues';
import { readView } from '../state/view';
import type { View } from '../state/view';
import { ExportButton } from './ExportButton';
import { HistoryImportPage } from './HistoryImportPage';
import { Toolbar } from './Toolbar';
import { Workload } from './Workload';

type Shape = 'chart' | 'table';

export function WorkloadPage() {
  return useParams().id === 'import' ? <HistoryImportPage /> : <WhatCame />;
}

// What came to a queue, by the interval. What is looked at stands in the address.
function WhatCame() {
  const { t } = useTranslation('workload');
  const navigate = useNavigate();
  const [params, setParams] = useSearchParams();
  const [shape, setShape] = useState<Shape>('chart');
  const queues = useHistoryQueues();
  const view = queues.data && readView(params, queues.data);
  const change = (part: Partial<View>) =>
    setParams(
      new URLSearchParams(Object.entries({ ...view, ...part }).map(([name, value]) => [name, String(value)])),
      { replace: true },
    );
  return (
    <PageFrame
      title={t('title')}
      subtitle={t('help')}
      isWide
      actions={
        <>
          <Button icon={<UploadOutlined />} onClick={() => void navigate('/planning/history/import')}>
            {t('import_file')}
          </Button>
          {view && <ExportButton view={view} />}
          <Segmented<Shape>
            aria-label={t('shape')}
            value={shape}
            options={[
              { value: 'chart', label: t('chart') },
              { value: 'table', label: t('table') },
            ]}
            onChange={setShape}
          />
        </>
      }
    >
      {queues.error && !queues.data && (
        <ErrorState error={queues.error} onRetry={() => void queues.refetch()} />
      )}
      {queues.isPending && <Skeleton active paragraph={{ rows: 8 }} />}
      {view === null && (
        <EmptyState icon={<LineChartOutlined />} title={t('nothing')} text={t('nothing_text')} />
      )}
      {view && queues.data && (
        <>
          <Toolbar view={view} queues={queues.data} onChange={change} />
          <Workload
            key={`${view.from} ${view.to}`}
            view={view}
            queues={queues.data}
            isTable={shape === 'table'}
          />
        </>
      )}
    </PageFrame>
  );
}
