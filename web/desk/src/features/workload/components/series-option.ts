// How one or two series are drawn over the same axis. Times are the organisation's clock.
import type { EChartsCoreOption } from 'echarts/core';
import type { HistoryPoint } from '@/lib/contract';
import type { Zone } from '@/lib/zone';
import type { ChartColors } from '@/ui/Chart';
import { unitOf, valueOf } from '../state/figures';
import type { Figure } from '../state/figures';

export interface Drawn {
  name: string;
  points: HistoryPoint[];
  later: number; // ms that it is moved to the right
}

const sliderLook = ({ series, line, quiet }: ChartColors) => ({
  borderColor: line,
  fillerColor: `${series[0]}1f`,
  moveHandleStyle: { color: quiet, opacity: 0.5 },
  dataBackground: { lineStyle: { color: quiet }, areaStyle: { color: quiet, opacity: 0.2 } },
  selectedDataBackground: { lineStyle: { color: series[0] }, areaStyle: { color: series[0], opacity: 0.2 } },
  textStyle: { color: quiet },
});

interface Look {
  figure: Figure;
  isDays: boolean;
  zone: Zone;
  colors: ChartColors;
  text: (value: number | null) => string;
}

export function seriesOption(all: Drawn[], { figure, isDays, zone, colors, text }: Look): EChartsCoreOption {
  const axis = { axisLine: { lineStyle: { color: colors.line } }, axisLabel: { color: colors.quiet } };
  return {
    useUTC: true,
    color: colors.series,
    aria: { enabled: false },
    grid: { left: 8, right: 12, top: all.length > 1 ? 36 : 16, bottom: 52, outerBoundsMode: 'same' },
    legend: { show: all.length > 1, top: 0, textStyle: { color: colors.text } },
    tooltip: {
      trigger: 'axis',
      confine: true,
      valueFormatter: (value: unknown) => text(value as number | null),
    },
    xAxis: { ...axis, type: 'time', splitLine: { show: false } },
    yAxis: {
      ...axis,
      type: 'value',
      min: 0,
      // Of hardly anything there would be 0, 0, 0, 1, 1, 1.
      minInterval: unitOf[figure] === 'share' ? 0.01 : 1,
      axisLabel: { color: colors.quiet, formatter: (value: number) => text(value) },
      splitLine: { lineStyle: { color: colors.line } },
    },
    // Without a toolbox the brush would bring its own.
    toolbox: { show: false },
    brush: {
      xAxisIndex: 0,
      brushStyle: { color: `${colors.series[0]}22`, borderColor: colors.series[0] },
    },
    dataZoom: [
      { type: 'inside', zoomOnMouseWheel: 'ctrl', moveOnMouseMove: false, moveOnMouseWheel: false },
      { type: 'slider', height: 22, bottom: 8, ...sliderLook(colors) },
    ],
    series: all.map(({ name, points, later }, place) => ({
      name,
      type: 'line',
      showSymbol: isDays && points.length < 60,
      symbolSize: 5,
      sampling: 'lttb',
      lineStyle: { width: 1.6, type: place === 0 ? 'solid' : 'dashed' },
      data: points.map((point) => [zone.wall(point.start) + later, valueOf(point, figure)]),
    })),
  };
}
