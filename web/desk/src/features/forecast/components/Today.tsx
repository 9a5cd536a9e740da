import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Reforecast, WholeForecast } from '@/lib/contract';
import { useZoneFormat } from '@/lib/zone';
import type { Zone } from '@/lib/zone';
import { Chart, useChartColors } from '@/ui/Chart';
import { useReforecast } from '../api/reforecast';
import type { SeriesName } from '../api/forecasts';
import styles from './Forecast.module.css';
import { todayOption } from './today-option';

interface Props {
  forecast: WholeForecast;
  name: SeriesName;
  zone: Zone;
}

// Of a forecast that today is in: what has come of it, and the rest of the day again.
export function Today({ forecast, name, zone }: Props) {
  const today = new Date(zone.wall(Date.now())).toISOString().slice(0, 10);
  const last = new Date(Date.parse(`${forecast.from}T00:00:00Z`) + (forecast.days - 1) * 86_400_000);
  const isInside = forecast.from <= today && today <= last.toISOString().slice(0, 10);
  const { data } = useReforecast(forecast.id, name, isInside);
  return data ? <Shown again={data} zone={zone} /> : null;
}

function Shown({ again, zone }: { again: Reforecast; zone: Zone }) {
  const { t } = useTranslation('forecast');
  const format = useZoneFormat();
  const colors = useChartColors();
  const whole = (value: number) => format.number(Math.round(value));
  const option = useMemo(
    () =>
      todayOption(
        again,
        zone,
        {
          planned: t('legend.expected'),
          actuals: t('legend.actuals'),
          again: t('legend.again'),
          band: t('band', { share: 80 }),
          number: (value) => format.number(Math.round(value * 10) / 10),
        },
        colors,
      ),
    [again, zone, colors, format, t],
  );
  const { known_to, came, planned_so_far, planned, day } = again;
  const said = known_to
    ? [
        t('today.came', {
          until: format.time(known_to),
          came: whole(came),
          planned: whole(planned_so_far),
        }),
        t('today.again', {
          contacts: whole(day.contacts),
          low: whole(day.low_80),
          high: whole(day.high_80),
          planned: whole(planned),
        }),
      ]
    : [t('today.nothing', { planned: whole(planned) })];
  return (
    <section aria-label={t('today.title')}>
      <h2>{t('today.title')}</h2>
      <p role="status">{said.join(' ')}</p>
      <figure className={styles.chart}>
        <Chart option={option} label={t('today.chart')} height={260} />
        <figcaption className="quiet">{t('today.help')}</figcaption>
      </figure>
    </section>
  );
}
