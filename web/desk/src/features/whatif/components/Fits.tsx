import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import { useFormat } from '@/lib/format';
import { ScrollBox } from '@/ui/ScrollBox';
import type { QueueFit } from '../state/comparison';

// What the day taught about its customers: the rest of what was played was as it happened.
export function Fits({ fits }: { fits: QueueFit[] }) {
  const { t } = useTranslation('whatif');
  const format = useFormat();
  if (fits.length === 0) return null;
  return (
    <section aria-label={t('fits.title')}>
      <h2>{t('fits.title')}</h2>
      <ScrollBox label={t('fits.title')} minWidth={620}>
        <Table<QueueFit>
          size="small"
          rowKey="queue"
          dataSource={fits}
          pagination={false}
          columns={[
            { title: t('field.queue'), dataIndex: 'queue' },
            {
              title: t('fits.contacts'),
              align: 'right',
              render: (_, { contacts }) => format.number(contacts),
            },
            {
              title: t('fits.patience'),
              align: 'right',
              render: (_, { patience_p50_s }) =>
                patience_p50_s === undefined ? t('fits.longer') : format.duration(patience_p50_s),
            },
            {
              title: t('fits.handle'),
              align: 'right',
              render: (_, { handle_s }) => (handle_s === undefined ? '—' : format.duration(handle_s)),
            },
            {
              title: t('fits.stretch'),
              align: 'right',
              render: (_, { stretch }) => t('fits.slower', { percent: Math.round(stretch * 100) }),
            },
          ]}
        />
      </ScrollBox>
    </section>
  );
}
