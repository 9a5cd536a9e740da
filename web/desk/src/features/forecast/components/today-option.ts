// How a day that goes on is drawn: what was planned, what came, and the rest of it again with its band. Times are
// the organisation's clock.
import type { EChartsCoreOption } from 'echarts/core';
import type { Reforecast } from '@/lib/contract';
import type { Zone } from '@/lib/zone';
import type { ChartColors } from '@/ui/Chart';
import { amountAxis, timeAxis } from '@/ui/chart-axes';

export interface TodayWords {
  planned: string;
  actuals: string;
  again: string;
  band: string;
  number: (value: number) => string;
}

type Value = [wall: number, value: number | null];

export interface TodayLines {
  planned: Value[];
  actuals: Value[];
  again: Value[];
  low: Value[];
  width: Value[]; // of the band, upon its lower edge
}

// What has come is certain: only the rest has a band, which begins where the known ends.
export function todayLines({ points }: Reforecast, zone: Zone): TodayLines {
  const of = (value: (point: Reforecast['points'][number]) => number | null): Value[] =>
    points.map((point) => [zone.wall(point.start), value(point)]);
  const last = points.findLastIndex(({ actual_contacts }) => actual_contacts != null);
  const rest = new Set(points.slice(last < 0 ? 0 : last + 1));
  return {
    planned: of(({ planned }) => planned),
    actuals: of(({ actual_contacts }) => actual_contacts ?? null),
    again: of((point) => (rest.has(point) ? point.contacts : null)),
    low: of((point) => (rest.has(point) ? point.low_80 : null)),
    width: of((point) => (rest.has(point) ? point.high_80 - point.low_80 : null)),
  };
}

export function todayOption(
  again: Reforecast,
  zone: Zone,
  words: TodayWords,
  colors: ChartColors,
): EChartsCoreOption {
  const [main = '', other = '', blue = ''] = colors.series;
  const lines = todayLines(again, zone);
  const line = (name: string, data: Value[], color: string, more: object = {}) => ({
    name,
    type: 'line',
    data,
    showSymbol: false,
    itemStyle: { color },
    lineStyle: { width: 1.8, color },
    ...more,
  });
  const band = {
    symbol: 'none',
    silent: true,
    lineStyle: { width: 0 },
    stack: 'band',
    tooltip: { show: false },
  };
  return {
    useUTC: true,
    aria: { enabled: false },
    grid: { left: 8, right: 12, top: 36, bottom: 8, outerBoundsMode: 'same' },
    legend: {
      top: 0,
      textStyle: { color: colors.text },
      data: [words.planned, words.actuals, words.again, words.band],
    },
    tooltip: {
      trigger: 'axis',
      confine: true,
      valueFormatter: (value: unknown) => (typeof value === 'number' ? words.number(value) : '—'),
    },
    xAxis: timeAxis(colors),
    yAxis: { ...amountAxis(colors), minInterval: 1 },
    series: [
      { ...band, name: 'low', type: 'line', data: lines.low },
      {
        ...band,
        name: words.band,
        type: 'line',
        data: lines.width,
        itemStyle: { color: main, opacity: 0.25 },
        areaStyle: { color: main, opacity: 0.18 },
      },
      line(words.planned, lines.planned, other, { lineStyle: { width: 1.6, type: 'dashed', color: other } }),
      line(words.actuals, lines.actuals, blue, { showSymbol: true, symbolSize: 5 }),
      line(words.again, lines.again, main),
    ],
  };
}
