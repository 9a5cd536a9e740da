import { Table } from 'antd';
import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { ForecastDay, ForecastPointShown, ForecastSeriesShown } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import type { Zone } from '@/lib/zone';
import { ScrollBox } from '@/ui/ScrollBox';
import { contactsOf } from '../state/by-hand';

interface OfDay {
  planned: number;
  isByHand: boolean;
  handle_s: number; // together
  actual: number | null; // where all of it has come
}

function byDay(points: ForecastPointShown[], zone: Zone): Map<string, OfDay> {
  const days = new Map<string, OfDay>();
  for (const point of points) {
    const day = new Date(zone.wall(point.start)).toISOString().slice(0, 10);
    const sum = days.get(day) ?? { planned: 0, isByHand: false, handle_s: 0, actual: 0 };
    const contacts = contactsOf(point);
    days.set(day, {
      planned: sum.planned + contacts,
      isByHand: sum.isByHand || point.changed_contacts != null,
      handle_s: sum.handle_s + contacts * (point.changed_handle_s ?? point.handle_s ?? 0),
      actual:
        sum.actual === null || point.actual_contacts == null ? null : sum.actual + point.actual_contacts,
    });
  }
  return days;
}

export function Days({ series: { days, points }, zone }: { series: ForecastSeriesShown; zone: Zone }) {
  const { t } = useTranslation('forecast');
  const format = useZoneFormat();
  const sums = useMemo(() => byDay(points, zone), [points, zone]);
  const whole = (value: number) => format.number(Math.round(value));
  const hasActuals = [...sums.values()].some(({ actual }) => actual !== null);
  const hasChanges = [...sums.values()].some(({ isByHand }) => isByHand);
  const column = (title: string, render: (day: ForecastDay, sum: OfDay | undefined) => string) => ({
    title,
    align: 'right' as const,
    className: 'numbers',
    render: (_: unknown, each: ForecastDay) => render(each, sums.get(each.date)),
  });
  return (
    <section aria-label={t('totals')}>
      <h2>{t('totals')}</h2>
      <ScrollBox label={t('totals')} minWidth={680}>
        <Table<ForecastDay>
          size="small"
          rowKey="date"
          dataSource={days}
          pagination={{ pageSize: 14, size: 'small', hideOnSinglePage: true, showSizeChanger: false }}
          columns={[
            {
              title: t('day'),
              render: (_, { date }) => format.day(zone.instant(Date.parse(`${date}T12:00:00Z`))),
            },
            column(t('contacts'), ({ contacts }) => whole(contacts)),
            column(t('band', { share: 80 }), ({ low_80, high_80 }) => `${whole(low_80)}–${whole(high_80)}`),
            ...(hasChanges
              ? [column(t('legend.by_hand'), (_, sum) => (sum?.isByHand ? whole(sum.planned) : ''))]
              : []),
            ...(hasActuals
              ? [column(t('legend.actuals'), (_, sum) => (sum?.actual == null ? '—' : whole(sum.actual)))]
              : []),
            column(t('handle_time'), (_, sum) =>
              sum && sum.planned > 0 && sum.handle_s > 0 ? format.duration(sum.handle_s / sum.planned) : '—',
            ),
          ]}
        />
      </ScrollBox>
    </section>
  );
}
