import { Table } from 'antd';
import { useTranslation } from 'react-i18next';
import type { HistoryPoint } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import { ScrollBox } from '@/ui/ScrollBox';
import { figures, valueOf } from '../state/figures';
import { useFigureText } from './use-figure-text';

// The same as the chart, to read line by line.
export function SeriesTable({ points, isDays }: { points: HistoryPoint[]; isDays: boolean }) {
  const { t } = useTranslation('workload');
  const format = useZoneFormat();
  const text = useFigureText();
  return (
    <ScrollBox label={t('table')} minWidth={720}>
      <Table<HistoryPoint>
        size="small"
        rowKey="start"
        dataSource={points}
        pagination={{ defaultPageSize: 48, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
        columns={[
          {
            title: t('start'),
            render: (_, { start }) => (isDays ? format.day(start) : format.dateTime(start)),
          },
          ...figures.map((figure) => ({
            title: t(`figure.${figure}`),
            align: 'right' as const,
            className: 'numbers',
            render: (_: unknown, point: HistoryPoint) => text(figure, valueOf(point, figure)),
          })),
        ]}
      />
    </ScrollBox>
  );
}
