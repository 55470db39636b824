import type { CustomSeriesOption } from 'echarts/charts';
import { withOpacity } from '../../theme/withOpacity.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { panelColour } from './panelColour.ts';
import type { TimePanel } from './timePanels.ts';

/** Room between neighbouring columns, at most. */
const gapPx = 1;

/** The stacked columns of a panel. */
export function panelColumns({ columns }: TimePanel, index: number, paint: ChartPaint): CustomSeriesOption[] {
  if (columns === undefined) {
    return [];
  }
  const fills = columns.parts.map(({ colour, opacity }) => withOpacity(panelColour(colour, paint), opacity));
  const axes = { xAxisIndex: index, yAxisIndex: index };
  // One box a part of a column: where it begins and ends in time, and from which value to which it reaches.
  const boxes = columns.columns.flatMap(({ fromSeconds, toSeconds, perSecond }) => {
    let base = 0;
    return perSecond.flatMap((value, part) => {
      const low = base;
      base += value;
      return value > 0 ? [[fromSeconds, toSeconds, low, base, part]] : [];
    });
  });
  return [
    {
      type: 'custom',
      silent: true,
      animation: false,
      clip: true,
      z: 2,
      ...axes,
      data: boxes,
      encode: { x: [0, 1], y: [2, 3] },
      renderItem: (_parameters, api) => {
        const at = (dimension: number): number => Number(api.value(dimension));
        const [left = 0, bottom = 0] = api.coord([at(0), at(2)]);
        const [right = 0, top = 0] = api.coord([at(1), at(3)]);
        const gap = right - left > 3 * gapPx ? gapPx : 0;
        return {
          type: 'rect',
          shape: { x: left, y: top, width: Math.max(0.5, right - left - gap), height: bottom - top },
          style: { fill: fills[at(4)] ?? paint.colours.text3 },
        };
      },
    },
  ];
}
