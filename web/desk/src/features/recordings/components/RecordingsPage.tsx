import { LockOutlined } from '@ant-design/icons';
import { Table } from 'antd';
import type { TableColumnsType } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { ShownRecording } from '@/lib/contract';
import { useNames } from '@/lib/directory';
import { clockText, useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ErrorState } from '@/ui/ErrorState';
import { MoreButton } from '@/ui/MoreButton';
import { PageFrame } from '@/ui/PageFrame';
import { ScrollBox } from '@/ui/ScrollBox';
import { useSearchRecordings } from '../api/search-recordings';
import type { RecordingFilters } from '../api/search-recordings';
import { DeleteButton } from './DeleteButton';
import { HoldButton } from './HoldButton';
import { RecordingDetails } from './RecordingDetails';
import { RecordingFilterBar } from './RecordingFilterBar';
import styles from './RecordingsPage.module.css';

// All that was recorded, for who keeps it for the law and who deletes it.
export function RecordingsPage() {
  const { t } = useTranslation('recordings');
  const names = useNames();
  const format = useFormat();
  const [filters, setFilters] = useState<RecordingFilters>({});
  const found = useSearchRecordings(filters);
  const recordings = found.data?.pages.flatMap(({ items }) => items);
  const columns: TableColumnsType<ShownRecording> = [
    { title: t('started_at'), width: 170, render: (_, each) => format.dateTime(each.started_at) },
    {
      title: t('length'),
      width: 80,
      align: 'right',
      render: (_, each) => <span className="numbers">{clockText(each.duration_ms / 1000)}</span>,
    },
    { title: t('queue'), ellipsis: true, render: (_, each) => names.of('queues', each.queue_id) },
    {
      title: t('agents'),
      ellipsis: true,
      render: (_, each) => each.agent_ids.map((id) => names.of('users', id)).join(' · ') || '—',
    },
    { title: t('hold.title'), ellipsis: true, render: (_, each) => <State recording={each} /> },
    {
      title: <span className="sr-only">{t('actions')}</span>,
      width: 190,
      render: (_, each) => (
        <span className={styles.actions}>
          <HoldButton recording={each} />
          <DeleteButton recording={each} />
        </span>
      ),
    },
  ];
  return (
    <PageFrame title={t('all.title')} subtitle={t('all.help')}>
      <RecordingFilterBar
        filters={filters}
        onChange={(part) => setFilters((before) => ({ ...before, ...part }))}
      />
      {found.error && !recordings ? (
        <ErrorState error={found.error} onRetry={() => void found.refetch()} />
      ) : (
        <ScrollBox label={t('all.title')} minWidth={860}>
          <Table
            size="small"
            rowKey="id"
            columns={columns}
            dataSource={recordings}
            loading={found.isPending}
            pagination={false}
            expandable={{
              columnTitle: <span className="sr-only">{t('play')}</span>,
              expandedRowRender: (each) => <RecordingDetails recording={each} />,
            }}
            locale={{ emptyText: t('all.none') }}
          />
        </ScrollBox>
      )}
      <MoreButton pages={found} label={t('all.more')} />
    </PageFrame>
  );
}

function State({ recording }: { recording: ShownRecording }) {
  const { t } = useTranslation('recordings');
  if (recording.state === 'writing') return <Badge tone="alarm">{t('state.writing')}</Badge>;
  if (!recording.is_kept) return <span className="quiet">—</span>;
  return (
    <span title={recording.kept_why}>
      <Badge tone="watch">
        <LockOutlined aria-hidden="true" /> {t('kept')}
      </Badge>{' '}
      {recording.kept_why}
    </span>
  );
}
