import { chartInk } from './chartInk.ts';
import { decoration } from './decoration.ts';

/** Gridlines at the ticks, beneath everything (a mark line lies above the data unless its z says otherwise). */
export function gridLines(vertical: readonly number[], horizontal: readonly number[], axisIndex = 0) {
  return {
    type: 'line',
    ...decoration,
    data: [],
    xAxisIndex: axisIndex,
    yAxisIndex: axisIndex,
    markLine: {
      ...decoration,
      z: 0,
      symbol: 'none',
      label: { show: false },
      lineStyle: { color: chartInk.grid, type: 'solid', width: 1 },
      data: [...vertical.map((at) => ({ xAxis: at })), ...horizontal.map((at) => ({ yAxis: at }))],
    },
  };
}
