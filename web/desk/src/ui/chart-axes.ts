// The two axes of every chart over time: the same lines and labels wherever planners look.
import type { ChartColors } from './Chart';

export const timeAxis = (colors: ChartColors) =>
  ({
    type: 'time',
    axisLine: { lineStyle: { color: colors.line } },
    axisLabel: { color: colors.quiet, hideOverlap: true },
    splitLine: { show: false },
  }) as const;

/** From 0 on. */
export const amountAxis = (colors: ChartColors) =>
  ({
    type: 'value',
    min: 0,
    axisLabel: { color: colors.quiet },
    splitLine: { lineStyle: { color: colors.line } },
  }) as const;
