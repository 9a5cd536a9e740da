import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { Badge } from '@/ui/Badge';
import { ScrollBox } from '@/ui/ScrollBox';
import type { QueueFound } from '../state/requirements';

// What is reached with these agents, over the day.
export function Promises({ queues }: { queues: QueueFound[] }) {
  const { t } = useTranslation('requirements');
  const format = useFormat();
  const share = (value: number | undefined) => (value === undefined ? '—' : format.percent(value));
  return (
    <section aria-label={t('kept')}>
      <h2>{t('kept')}</h2>
      <ScrollBox label={t('kept')} minWidth={680}>
        <Table<QueueFound>
          size="small"
          rowKey="queue"
          dataSource={queues}
          pagination={false}
          columns={[
            { title: t('queue'), dataIndex: 'queue' },
            {
              title: t('service_level'),
              align: 'right',
              render: (_, { day }) => share(day.service_level?.mean),
            },
            {
              title: t('abandonment_found'),
              align: 'right',
              render: (_, { day }) => share(day.abandonment?.mean),
            },
            {
              title: t('asa'),
              align: 'right',
              render: (_, { day }) => (day.asa_s ? format.duration(day.asa_s.mean) : '—'),
            },
            {
              title: t('days_kept'),
              align: 'right',
              render: (_, { fresh_days_kept }) => format.percent(fresh_days_kept),
            },
            {
              title: t('promise'),
              render: (_, { day }) => (
                <Badge tone={day.is_kept ? 'calm' : 'alarm'}>
                  {t(day.is_kept ? 'is_kept' : 'is_broken')}
                </Badge>
              ),
            },
          ]}
        />
      </ScrollBox>
      <p className="quiet">{t('fresh_help')}</p>
    </section>
  );
}
