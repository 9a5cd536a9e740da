import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { Repair } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { Badge } from '@/ui/Badge';
import { ScrollBox } from '@/ui/ScrollBox';

// What was not taken from the history as it stands.
export function Repairs({ repairs }: { repairs: Repair[] }) {
  const { t } = useTranslation('forecast');
  const format = useZoneFormat();
  const figure = (value: number | undefined) =>
    value === undefined ? '—' : format.number(Math.round(value * 10) / 10);
  if (repairs.length === 0) return null;
  return (
    <section aria-label={t('repairs')}>
      <h2>{t('repairs')}</h2>
      <p className="quiet">{t('repairs_help')}</p>
      <ScrollBox label={t('repairs')} minWidth={520}>
        <Table<Repair>
          size="small"
          rowKey={({ kind, start }) => `${kind} ${start}`}
          dataSource={repairs}
          pagination={{ pageSize: 10, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            { title: t('when'), render: (_, { start }) => format.dateTime(start) },
            { title: t('what'), render: (_, { kind }) => <Badge tone="watch">{t(`repair.${kind}`)}</Badge> },
            { title: t('was'), align: 'right', render: (_, { was }) => figure(was) },
            { title: t('taken_as'), align: 'right', render: (_, { now }) => figure(now) },
          ]}
        />
      </ScrollBox>
    </section>
  );
}
