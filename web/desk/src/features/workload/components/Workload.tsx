import { Skeleton } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useSeries } from '@/lib/contact-history';
import type { HistoryPoint, HistoryQueue } from '@/lib/contract';
import { useZone } from '@/lib/zone';
import { Chart, useChartColors } from '@/ui/Chart';
import { ErrorState } from '@/ui/ErrorState';
import { day, earlierOf, nameOf, rangeOf } from '../state/view';
import type { View } from '../state/view';
import { seriesOption } from './series-option';
import type { Drawn } from './series-option';
import { SeriesTable } from './SeriesTable';
import { Totals } from './Totals';
import { useFigureText } from './use-figure-text';
import styles from './Workload.module.css';

interface Props {
  view: View;
  queues: HistoryQueue[];
  isTable: boolean;
}

type Stretch = [number, number];

const none: HistoryPoint[] = [];

export function Workload({ view, queues, isTable }: Props) {
  const { t } = useTranslation('workload');
  const zone = useZone();
  const colors = useChartColors();
  const figureText = useFigureText();
  const [stretch, setStretch] = useState<Stretch | null>(null);
  const own = useSeries(rangeOf(view, zone));
  const other = useSeries(rangeOf(view, zone, true));
  const names = useNamesOf(view, queues);
  const points = own.data ?? none;
  const against = view.against === '' ? undefined : (other.data ?? none);
  const later = earlierOf(view) * day;
  const drawn = useMemo<Drawn[]>(
    () => [
      { name: names.own, points, later: 0 },
      ...(against ? [{ name: names.against, points: against, later }] : []),
    ],
    [names.own, names.against, points, against, later],
  );
  const isDays = view.interval === 1440;
  const option = useMemo(
    () =>
      seriesOption(drawn, {
        figure: view.figure,
        isDays,
        zone,
        colors,
        text: (value) => figureText(view.figure, value),
      }),
    [drawn, view.figure, isDays, zone, colors, figureText],
  );
  const chosen = useMemo(
    () =>
      drawn.map((each) => ({
        ...each,
        points: stretch
          ? each.points.filter(isWithin(stretch, (at) => zone.wall(at) + each.later))
          : each.points,
      })),
    [drawn, stretch, zone],
  );
  if (own.error && !own.data) return <ErrorState error={own.error} onRetry={() => void own.refetch()} />;
  if (own.isPending) return <Skeleton active paragraph={{ rows: 8 }} />;
  const whole: Stretch = [Date.parse(`${view.from}T00:00:00Z`), Date.parse(`${view.to}T00:00:00Z`) + day];
  return (
    <div className={styles.workload}>
      {isTable ? (
        <SeriesTable points={chosen[0]?.points ?? none} isDays={isDays} />
      ) : (
        <figure className={styles.chart}>
          <Chart
            option={option}
            label={t('chart_of', { figure: t(`figure.${view.figure}`), queue: names.own })}
            height={360}
            brushed={stretch}
            onBrush={(range) => setStretch(range && snapped(range, view.interval))}
          />
          <figcaption className="quiet">{t('chart_help')}</figcaption>
        </figure>
      )}
      <Totals drawn={chosen} stretch={stretch} whole={whole} onStretch={setStretch} />
    </div>
  );
}

// To whole intervals: what is dragged by hand begins anywhere.
function snapped([from, to]: Stretch, minutes: number): Stretch | null {
  const step = minutes * 60_000;
  const [first, last] = [Math.round(from / step) * step, Math.round(to / step) * step];
  return last > first ? [first, last] : null;
}

const isWithin =
  ([from, to]: Stretch, wallOf: (at: string) => number) =>
  ({ start }: HistoryPoint) => {
    const wall = wallOf(start);
    return wall >= from && wall < to;
  };

function useNamesOf(view: View, queues: HistoryQueue[]): { own: string; against: string } {
  const { t } = useTranslation('workload');
  const name = (id: string) => {
    const found = queues.find((each) => nameOf(each) === id);
    if (!found) return '';
    const channel = t(`ui:channel.${found.channel}`);
    return t('queue_on_channel', { queue: found.queue || t('gone_queue'), channel });
  };
  const earlier = earlierOf(view);
  return { own: name(view.queue), against: earlier > 0 ? t(`earlier.${earlier}`) : name(view.against) };
}
