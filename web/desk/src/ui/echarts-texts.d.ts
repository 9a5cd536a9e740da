// ECharts ships its own words without types.
declare module 'echarts/i18n/langZH-obj.js' {
  import type { registerLocale } from 'echarts/core';
  const texts: Parameters<typeof registerLocale>[1];
  export default texts;
}
