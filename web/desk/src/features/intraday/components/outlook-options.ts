// How today is drawn: what came beside what was and is expected, the service level, and who is there. What lies
// behind now is as it was; ahead of it the band holds eight of ten runs.
import type { EChartsCoreOption } from 'echarts/core';
import type { ChartColors } from '@/ui/Chart';
import { amountAxis, timeAxis } from '@/ui/chart-axes';
import type { Band, Drawn, Value } from '../state/drawn';

export interface Words {
  actual: string;
  forecast: string;
  reforecast: string;
  level: string;
  band: string;
  target: string;
  planned: string;
  there: string;
  now: string;
  number: (value: number) => string;
  time: (wall: number) => string;
}

interface Frame {
  drawn: Drawn;
  words: Words;
  colors: ChartColors;
  now: number; // on the organisation's clock
}

const bandName = 'band';

function line(name: string, data: Value[], color: string, more: object = {}): object {
  return {
    name,
    type: 'line',
    data,
    symbol: 'none',
    itemStyle: { color },
    lineStyle: { width: 1.8, color },
    ...more,
  };
}

function bandOf({ low, width }: Band, color: string): object[] {
  const shared = { type: 'line', stack: bandName, symbol: 'none', silent: true, lineStyle: { width: 0 } };
  return [
    { ...shared, name: `${bandName} low`, data: low },
    { ...shared, name: `${bandName} width`, data: width, areaStyle: { color, opacity: 0.22 } },
  ];
}

function nowLine({ now, words, colors }: Frame): object {
  return {
    name: `${bandName} now`,
    type: 'line',
    data: [],
    markLine: {
      silent: true,
      symbol: 'none',
      label: { formatter: words.now, color: colors.quiet, position: 'insideEndTop' },
      lineStyle: { color: colors.quiet, type: 'dashed' },
      data: [{ xAxis: now }],
    },
  };
}

function option(frame: Frame, legend: string[], series: object[], percent: boolean): EChartsCoreOption {
  const { colors, words, drawn } = frame;
  return {
    useUTC: true,
    aria: { enabled: false },
    grid: { left: 8, right: 12, top: 36, bottom: 8, outerBoundsMode: 'same' },
    legend: { data: legend, top: 0, type: 'scroll', textStyle: { color: colors.text } },
    tooltip: {
      trigger: 'axis',
      confine: true,
      formatter: (said: unknown) => tipOf(said, words, percent),
    },
    xAxis: { ...timeAxis(colors), min: drawn.walls[0], max: drawn.walls.at(-1) },
    yAxis: {
      ...amountAxis(colors),
      ...(percent && { max: 100, axisLabel: { color: colors.quiet, formatter: '{value} %' } }),
    },
    series: [...series, nowLine(frame)],
  };
}

export function contactsOption(frame: Frame): EChartsCoreOption {
  const { drawn, words, colors } = frame;
  const [main = '', other = '', blue = ''] = colors.series;
  return option(
    frame,
    [words.actual, words.forecast, words.reforecast],
    [
      {
        name: words.actual,
        type: 'bar',
        data: drawn.actual,
        itemStyle: { color: main, opacity: 0.75 },
        barMaxWidth: 14,
      },
      ...bandOf(drawn.contacts, other),
      line(words.forecast, drawn.forecast, blue, { lineStyle: { width: 1.4, type: 'dashed', color: blue } }),
      line(words.reforecast, drawn.reforecast, other),
    ],
    false,
  );
}

export function levelOption(frame: Frame, target: number): EChartsCoreOption {
  const { drawn, words, colors } = frame;
  const [main = ''] = colors.series;
  const markLine = {
    silent: true,
    symbol: 'none',
    label: { formatter: words.target, color: colors.quiet, position: 'insideStartTop' },
    lineStyle: { color: colors.warning, type: 'dotted', width: 1.5 },
    data: [{ yAxis: target * 100 }],
  };
  return option(
    frame,
    [words.level],
    [...bandOf(drawn.levelBand, main), line(words.level, drawn.level, main, { markLine })],
    true,
  );
}

export function staffOption(frame: Frame): EChartsCoreOption {
  const { drawn, words, colors } = frame;
  const [main = '', , blue = ''] = colors.series;
  return option(
    frame,
    [words.planned, words.there],
    [
      line(words.there, drawn.there, main, { step: 'end' }),
      line(words.planned, drawn.planned, blue, {
        step: 'end',
        lineStyle: { width: 1.4, type: 'dashed', color: blue },
      }),
    ],
    false,
  );
}

interface Said {
  seriesName: string;
  value: Value;
  marker: string;
}

// Only our own words and numbers go into it.
function tipOf(said: unknown, words: Words, percent: boolean): string {
  const all = (Array.isArray(said) ? said : [said]) as Said[];
  const wall = all[0]?.value[0];
  if (wall === undefined) return '';
  const rows = all
    .filter(({ seriesName, value }) => !seriesName.startsWith(bandName) && value[1] != null)
    .map(
      ({ marker, seriesName, value }) =>
        `${marker} ${seriesName} <b>${words.number(value[1] ?? 0)}${percent ? ' %' : ''}</b>`,
    );
  const valueOf = (name: string) => all.find(({ seriesName }) => seriesName === name)?.value[1];
  const [low, width] = [valueOf(`${bandName} low`), valueOf(`${bandName} width`)];
  if (low != null && width != null && width > 0)
    rows.push(`${words.band} ${words.number(low)}–${words.number(low + width)}${percent ? ' %' : ''}`);
  return [words.time(wall), ...rows].join('<br/>');
}
