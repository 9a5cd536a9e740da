import { useMemo } from 'react';
import { useTranslation } from 'react-i18next';
import type { Outlook, OutlookPart } from '@/lib/contract';
import { useFormat } from '@/lib/format';
import { createZone, useZoneFormat } from '@/lib/zone';
import { Chart, useChartColors } from '@/ui/Chart';
import { drawn, shownPoints } from '../state/drawn';
import styles from './Intraday.module.css';
import { contactsOption, levelOption, staffOption } from './outlook-options';

interface Props {
  outlook: Outlook;
  part: OutlookPart;
  name: string;
  target: number; // of the service level
}

export function Charts({ outlook, part, name, target }: Props) {
  const { t } = useTranslation('intraday');
  const format = useFormat();
  const zoned = useZoneFormat();
  const colors = useChartColors();
  const zone = useMemo(() => createZone(outlook.time_zone), [outlook.time_zone]);
  const options = useMemo(() => {
    const frame = {
      drawn: drawn(shownPoints(part.points), zone),
      colors,
      now: zone.wall(outlook.as_of),
      words: {
        actual: t('legend.actual'),
        forecast: t('legend.forecast'),
        reforecast: t('legend.reforecast'),
        level: t('figure.service_level'),
        band: t('legend.band'),
        target: t('legend.target'),
        planned: t('legend.planned'),
        there: t('legend.there'),
        now: t('legend.now'),
        number: (value: number) => format.number(Math.round(value * 10) / 10),
        time: (wall: number) => zoned.time(zone.instant(wall)),
      },
    };
    return {
      contacts: contactsOption(frame),
      level: levelOption(frame, target),
      staff: staffOption(frame),
    };
  }, [part, zone, colors, outlook, target, format, zoned, t]);
  return (
    <div className={styles.charts}>
      <figure className={styles.wideChart}>
        <h2>{t('chart.contacts')}</h2>
        <Chart option={options.contacts} label={t('chart.contacts_of', { queue: name })} height={260} />
      </figure>
      <figure>
        <h2>{t('chart.level')}</h2>
        <Chart option={options.level} label={t('chart.level_of', { queue: name })} height={220} />
      </figure>
      <figure>
        <h2>{t('chart.staff')}</h2>
        <Chart option={options.staff} label={t('chart.staff_of', { queue: name })} height={220} />
      </figure>
    </div>
  );
}
