import type { CustomSeriesOption, LineSeriesOption } from 'echarts/charts';
import type { ChartPaint } from '../ChartPaint.ts';
import { dashes } from '../time/trackOption.ts';
import { axisFont } from './axis.ts';
import { band } from './band.ts';
import { panelColour } from './panelColour.ts';
import type { PanelLine, TimePanel } from './timePanels.ts';

/** The lines of a panel with their names at their ends, the band of one of them behind. */
export function panelLines(
  panel: TimePanel,
  index: number,
  paint: ChartPaint,
): (LineSeriesOption | CustomSeriesOption)[] {
  const axes = { xAxisIndex: index, yAxisIndex: index };
  return [
    ...(panel.band === undefined
      ? []
      : [{ ...band(panel.band.points, panelColour(panel.band.colour, paint)), ...axes }]),
    ...panel.lines.map((line) => ({ ...lineOf(line, paint), ...axes })),
  ];
}

function lineOf(line: PanelLine, paint: ChartPaint): LineSeriesOption {
  const colour = panelColour(line.colour, paint);
  // A line that has no value in its last seconds is named where it has its last one.
  const last = line.points.findLastIndex(([, value]) => Number.isFinite(value));
  const points = line.points.slice(0, last + 1);
  const isShort = points.filter(([, value]) => Number.isFinite(value)).length < 2;
  return {
    type: 'line',
    silent: true,
    connectNulls: false,
    showSymbol: isShort,
    symbol: 'circle',
    symbolSize: 4,
    ...(line.stepped === true ? { step: 'end' as const } : {}),
    data: points.map(([seconds, value]) => [seconds, Number.isFinite(value) ? value : null]),
    itemStyle: { color: colour },
    lineStyle: { color: colour, width: line.widthPx, type: dashes[line.dash] },
    endLabel: { show: line.name !== '', formatter: line.name, ...axisFont, color: paint.colours.text2, distance: 6 },
    labelLayout: { moveOverlap: 'shiftY' },
    z: 3,
  };
}
