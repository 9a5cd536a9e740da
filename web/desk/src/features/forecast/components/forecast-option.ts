// How a forecast is drawn: what came before it, what is expected with the bands around it, what came since, and
// what was repaired. Times are the organisation's clock.
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColors } from '@/ui/Chart';
import { amountAxis, timeAxis } from '@/ui/chart-axes';
import type { Drawn, Value } from '../state/drawn';
import { stackOf } from '../state/spread';
import type { At } from '../state/spread';

export interface Words {
  history: string;
  expected: string;
  byHand: string;
  actuals: string;
  repaired: string;
  bands: [of50: string, of80: string, of95: string];
  number: (value: number) => string;
  time: (wall: number) => string;
}

const opacities = [0, 0.12, 0.22, 0.36, 0.22, 0.12];

export function forecastOption(drawn: Drawn, words: Words, colors: ChartColors): EChartsCoreOption {
  const [main = '', other = '', blue = '', pink = ''] = colors.series;
  const { history, points, byHand, actuals, repaired } = drawn;
  const line = (name: string, data: Value[], color: string, more: object = {}) => ({
    name,
    type: 'line',
    data,
    showSymbol: data.length < 60,
    symbolSize: 4,
    itemStyle: { color },
    lineStyle: { width: 1.6, color },
    ...more,
  });
  const byWall = new Map(points.map((point) => [point.wall, point]));
  const legend = [
    words.history,
    words.expected,
    ...(byHand.length > 0 ? [words.byHand] : []),
    ...(actuals.length > 0 ? [words.actuals] : []),
    ...(repaired.length > 0 ? [words.repaired] : []),
  ];
  return {
    useUTC: true,
    aria: { enabled: false },
    grid: { left: 8, right: 12, top: 36, bottom: 52, outerBoundsMode: 'same' },
    legend: { data: legend, top: 0, type: 'scroll', textStyle: { color: colors.text } },
    tooltip: { trigger: 'axis', confine: true, formatter: (said: unknown) => tipOf(said, byWall, words) },
    xAxis: timeAxis(colors),
    yAxis: { ...amountAxis(colors), minInterval: 1 },
    // Without a toolbox the brush would bring its own.
    toolbox: { show: false },
    brush: { xAxisIndex: 0, brushStyle: { color: `${blue}22`, borderColor: blue } },
    dataZoom: [
      { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseWheel: false, ...zoomOf(history, points) },
      {
        type: 'slider',
        height: 22,
        bottom: 8,
        borderColor: colors.line,
        fillerColor: `${main}1f`,
        moveHandleStyle: { color: colors.quiet, opacity: 0.5 },
        dataBackground: {
          lineStyle: { color: colors.quiet },
          areaStyle: { color: colors.quiet, opacity: 0.2 },
        },
        selectedDataBackground: { lineStyle: { color: main }, areaStyle: { color: main, opacity: 0.2 } },
        textStyle: { color: colors.quiet },
      },
    ],
    series: [
      ...stackOf(points).map((data, place) => ({
        name: `band ${place}`,
        type: 'line',
        stack: 'bands',
        data,
        symbol: 'none',
        silent: true,
        lineStyle: { width: 0 },
        areaStyle: { color: other, opacity: opacities[place] },
      })),
      line(words.history, history, main),
      line(
        words.expected,
        points.map(({ wall, contacts }) => [wall, contacts]),
        other,
      ),
      line(words.byHand, byHand, pink, { type: 'scatter', symbolSize: 5 }),
      line(words.actuals, actuals, blue),
      line(words.repaired, repaired, colors.warning, { type: 'scatter', symbol: 'diamond', symbolSize: 9 }),
    ],
  };
}

const day = 86_400_000;

// Two weeks of what was, and two of what will be; the bar below shows the rest.
function zoomOf(history: Value[], points: At[]): { startValue?: number; endValue?: number } {
  const first = points[0]?.wall;
  if (first === undefined) return {};
  return {
    startValue: Math.max(history[0]?.[0] ?? first, first - 14 * day),
    endValue: Math.min(points.at(-1)?.wall ?? first, first + 14 * day),
  };
}

interface Said {
  seriesName: string;
  value: Value;
  marker: string;
}

// Only our own words and numbers go into it.
function tipOf(said: unknown, byWall: Map<number, At>, words: Words): string {
  const all = (Array.isArray(said) ? said : [said]) as Said[];
  const shown = all.filter(({ seriesName, value }) => !seriesName.startsWith('band ') && value[1] !== null);
  const wall = all[0]?.value[0];
  if (wall === undefined) return '';
  const rows = shown.map(
    ({ marker, seriesName, value }) => `${marker} ${seriesName} <b>${words.number(value[1] ?? 0)}</b>`,
  );
  const point = byWall.get(wall);
  const bands = point
    ? ([50, 80, 95] as const).map(
        (share, place) =>
          `${words.bands[place]} ${words.number(point[`low_${share}`])}–${words.number(point[`high_${share}`])}`,
      )
    : [];
  return [words.time(wall), ...rows, ...bands].join('<br/>');
}
