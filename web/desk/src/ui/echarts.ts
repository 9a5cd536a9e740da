// The parts of ECharts that screens use, in one piece that is fetched with the first chart.
import { BarChart, CustomChart, HeatmapChart, LineChart, ScatterChart } from 'echarts/charts';
import {
  AriaComponent,
  BrushComponent,
  DataZoomComponent,
  GridComponent,
  LegendComponent,
  MarkAreaComponent,
  MarkLineComponent,
  ToolboxComponent,
  TooltipComponent,
  VisualMapComponent,
} from 'echarts/components';
import { init, registerLocale, use as take } from 'echarts/core';
import zh from 'echarts/i18n/langZH-obj.js';
import { CanvasRenderer } from 'echarts/renderers';

take([
  AriaComponent,
  BarChart,
  BrushComponent,
  CanvasRenderer,
  CustomChart,
  DataZoomComponent,
  GridComponent,
  HeatmapChart,
  LegendComponent,
  LineChart,
  MarkAreaComponent,
  MarkLineComponent,
  ScatterChart,
  ToolboxComponent,
  TooltipComponent,
  VisualMapComponent,
]);
registerLocale('zh-CN', zh);

export { init };
