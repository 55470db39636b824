import type { ScatterSeriesOption } from 'echarts/charts';
import type { ChartPaint } from '../ChartPaint.ts';
import { axisFont } from './axis.ts';

/** An instant of a step, and what it was. */
export interface PanelMark {
  seconds: number;
  text: string;
}

/** The words of an instant beside its line, under the top of the first panel, on the side where there is room. */
export function panelMark(
  { seconds, text }: PanelMark,
  top: number,
  totalSeconds: number,
  paint: ChartPaint,
): ScatterSeriesOption {
  const { colours } = paint;
  return {
    type: 'scatter',
    silent: true,
    symbolSize: 0,
    xAxisIndex: 0,
    yAxisIndex: 0,
    z: 6,
    data: [[seconds, top * 0.93]],
    label: {
      show: true,
      position: seconds > totalSeconds / 2 ? 'left' : 'right',
      formatter: text,
      ...axisFont,
      fontWeight: 600,
      color: colours.invalid,
      backgroundColor: colours.panel,
    },
  };
}
