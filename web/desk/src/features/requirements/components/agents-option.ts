// Agents of each group by interval, and together what Erlang A alone would have said. Steps, because nobody comes in between.
import type { EChartsCoreOption } from 'echarts/core';
import type { Zone } from '@/lib/zone';
import type { ChartColors } from '@/ui/Chart';
import { amountAxis, timeAxis } from '@/ui/chart-axes';
import type { Requirements } from '../state/requirements';

export function agentsOption({ groups }: Requirements, zone: Zone, colors: ChartColors): EChartsCoreOption {
  return {
    useUTC: true,
    color: colors.series,
    aria: { enabled: false },
    grid: { left: 8, right: 12, top: 36, bottom: 8, outerBoundsMode: 'same' },
    legend: { top: 0, type: 'scroll', textStyle: { color: colors.text } },
    tooltip: { trigger: 'axis', confine: true },
    xAxis: timeAxis(colors),
    yAxis: { ...amountAxis(colors), minInterval: 1 },
    series: groups.map(({ group, points }) => ({
      name: group,
      type: 'line',
      step: 'end',
      showSymbol: false,
      lineStyle: { width: 1.8 },
      areaStyle: { opacity: 0.12 },
      data: points.map(({ start, agents }) => [zone.wall(start), agents]),
    })),
  };
}
