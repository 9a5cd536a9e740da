import { Button, Segmented } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeries } from '@/lib/contact-history';
import type { ForecastSeriesShown, HistoryPoint, WholeForecast } from '@/lib/contract';
import { createZone, useZoneFormat } from '@/lib/zone';
import { Chart, useChartColors } from '@/ui/Chart';
import { drawn } from '../state/drawn';
import { Accuracy } from './Accuracy';
import { ByHand } from './ByHand';
import { Days } from './Days';
import styles from './Forecast.module.css';
import { forecastOption } from './forecast-option';
import { Repairs } from './Repairs';
import { Today } from './Today';

interface Props {
  forecast: WholeForecast;
  series: ForecastSeriesShown;
}

const weeksBefore = 8;
const week = 7 * 86_400_000;
const none: HistoryPoint[] = [];

export function SeriesView({ forecast, series }: Props) {
  const { t } = useTranslation('forecast');
  const format = useZoneFormat();
  const colors = useChartColors();
  const [isDays, setDays] = useState(false);
  const [stretch, setStretch] = useState<[number, number] | null>(null);
  const [isChanging, setChanging] = useState(false);
  const { head, points } = series;
  const zone = useMemo(() => createZone(forecast.time_zone), [forecast.time_zone]);
  const [first, last] = [points[0]?.start, points.at(-1)?.start];
  const history = useSeries(
    first
      ? {
          queue_id: head.queue_id,
          channel: head.channel,
          from: new Date(Date.parse(first) - weeksBefore * week).toISOString(),
          to: first,
          interval_min: forecast.interval_min,
        }
      : null,
  );
  const before = history.data ?? none;
  const option = useMemo(() => {
    const digits = (value: number) => format.number(Math.round(value * 10) / 10);
    const words = {
      history: t('legend.history'),
      expected: t('legend.expected'),
      byHand: t('legend.by_hand'),
      actuals: t('legend.actuals'),
      repaired: t('legend.repaired'),
      bands: [t('band', { share: 50 }), t('band', { share: 80 }), t('band', { share: 95 })] as [
        string,
        string,
        string,
      ],
      number: digits,
      time: (wall: number) => {
        const at = zone.instant(wall);
        return isDays ? format.day(at) : format.dateTime(at);
      },
    };
    return forecastOption(drawn(series, before, zone, isDays), words, colors);
  }, [series, before, zone, isDays, colors, format, t]);
  const close = () => {
    setChanging(false);
    setStretch(null);
  };
  return (
    <>
      <figure className={styles.chart}>
        <div className={styles.bar}>
          <Segmented
            aria-label={t('shown_by')}
            value={isDays ? 'days' : 'intervals'}
            options={[
              { value: 'intervals', label: t('minutes', { count: forecast.interval_min }) },
              { value: 'days', label: t('by_day') },
            ]}
            onChange={(by) => {
              setDays(by === 'days');
              setStretch(null);
            }}
          />
          <Button onClick={() => setChanging(true)}>{t('change')}</Button>
        </div>
        <Chart
          option={option}
          label={t('chart_of', { queue: head.queue })}
          height={380}
          brushed={stretch}
          onBrush={setStretch}
        />
        <figcaption className="quiet">{t('chart_help')}</figcaption>
      </figure>
      <Today forecast={forecast} name={head} zone={zone} />
      <Accuracy series={series} />
      <Days series={series} zone={zone} />
      <Repairs repairs={series.repairs} />
      {isChanging && first && last && (
        <ByHand
          forecast={forecast}
          series={series}
          zone={zone}
          stretch={stretch ?? [zone.wall(first), zone.wall(last) + forecast.interval_min * 60_000]}
          onClose={close}
        />
      )}
    </>
  );
}
