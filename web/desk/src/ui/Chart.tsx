import { theme } from 'antd';
import type { EChartsCoreOption, EChartsType } from 'echarts/core';
import { useEffect, useMemo, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { usePreferences } from '@/lib/preferences';

// Colours of series, apart for whoever sees no difference of red and green as well (Okabe and Ito).
export interface ChartColors {
  series: string[];
  text: string;
  quiet: string;
  line: string;
  surface: string;
  good: string;
  warning: string;
  bad: string;
}

export function useChartColors(): ChartColors {
  const { isDark } = usePreferences();
  const { token } = theme.useToken();
  return useMemo(
    () => ({
      series: isDark
        ? ['#5fcabd', '#e0a43e', '#7fb2ef', '#d88fc0', '#c3c94a', '#f28e84']
        : ['#0f6b66', '#c46f00', '#2a62a6', '#a3468a', '#6d7300', '#bb2a22'],
      text: token.colorText,
      quiet: token.colorTextTertiary,
      line: token.colorBorderSecondary,
      surface: token.colorBgElevated,
      good: token.colorSuccess,
      warning: token.colorWarning,
      bad: token.colorError,
    }),
    [isDark, token],
  );
}

interface Props {
  option: EChartsCoreOption;
  label: string; // for whoever does not see it
  height?: number;
  onBrush?: (range: [number, number] | null) => void; // of the first axis, when a stretch was chosen by dragging
  brushed?: [number, number] | null; // the stretch as it is chosen
  onZoom?: (range: [number, number]) => void; // of the first axis, as it is shown
}

// A chart in the desk's colours and language. It draws what `option` says; keep that stable between renders.
export function Chart({ option, label, height = 320, onBrush, brushed, onZoom }: Props) {
  const place = useRef<HTMLDivElement>(null);
  const { i18n } = useTranslation();
  const { isDark } = usePreferences();
  const { token } = theme.useToken();
  const [chart, setChart] = useState<EChartsType | null>(null);
  const told = useRef({ onBrush, onZoom });
  useEffect(() => {
    told.current = { onBrush, onZoom };
  }, [onBrush, onZoom]);

  useEffect(() => {
    const element = place.current;
    if (!element) return undefined;
    let made: EChartsType | null = null;
    let isGone = false;
    void import('./echarts').then(({ init }) => {
      if (isGone) return;
      made = init(element, isDark ? 'dark' : undefined, {
        locale: i18n.language === 'zh-CN' ? 'zh-CN' : 'EN',
      });
      const drawn = made;
      drawn.on('brushEnd', (event) => told.current.onBrush?.(chosen(event)));
      drawn.on('datazoom', () => {
        const range = shown(drawn);
        if (range) told.current.onZoom?.(range);
      });
      setChart(drawn);
    });
    const watch = new ResizeObserver(() => made?.resize());
    watch.observe(element);
    return () => {
      isGone = true;
      watch.disconnect();
      made?.dispose();
      setChart(null);
    };
  }, [isDark, i18n.language]);

  useEffect(() => {
    chart?.setOption(
      {
        backgroundColor: 'transparent',
        textStyle: { fontFamily: token.fontFamily },
        animation: false,
        ...option,
      },
      { notMerge: true },
    );
  }, [chart, option, token.fontFamily]);

  const canBrush = onBrush !== undefined;
  useEffect(() => {
    if (!chart || !canBrush) return;
    const brushOption = { brushType: 'lineX', brushMode: 'single' };
    chart.dispatchAction({ type: 'takeGlobalCursor', key: 'brush', brushOption });
    const areas = brushed ? [{ brushType: 'lineX', xAxisIndex: 0, coordRange: brushed }] : [];
    chart.dispatchAction({ type: 'brush', areas });
  }, [chart, option, canBrush, brushed]);

  return <div ref={place} role="img" aria-label={label} style={{ width: '100%', height }} />;
}

function chosen(event: unknown): [number, number] | null {
  const areas = (event as { areas?: { coordRange?: [number, number] }[] }).areas ?? [];
  return areas[0]?.coordRange ?? null;
}

function shown(chart: EChartsType): [number, number] | null {
  const zooms = chart.getOption().dataZoom as { startValue?: number; endValue?: number }[] | undefined;
  const zoom = zooms?.[0];
  return zoom?.startValue != null && zoom.endValue != null ? [zoom.startValue, zoom.endValue] : null;
}
