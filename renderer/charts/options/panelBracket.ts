import type { CustomSeriesOption } from 'echarts/charts';
import type { ChartPaint } from '../ChartPaint.ts';
import { axisFont } from './axis.ts';

/** How long something took, from one instant to another. */
export interface PanelBracket {
  fromSeconds: number;
  toSeconds: number;
  text: string;
  /** How high it stands in the panel; just under the top unless told. */
  heightShare?: number;
}

const endPx = 8;
const textAbovePx = 4;

/** A bracket under the top of a panel, with its text. */
export function panelBracket(
  { fromSeconds, toSeconds, text, heightShare = 0.9 }: PanelBracket,
  top: number,
  index: number,
  { colours }: ChartPaint,
): CustomSeriesOption {
  const height = top * heightShare;
  return {
    type: 'custom',
    silent: true,
    animation: false,
    z: 5,
    xAxisIndex: index,
    yAxisIndex: index,
    data: [[fromSeconds, height]],
    renderItem: (_parameters, api) => {
      const [left = 0, y = 0] = api.coord([fromSeconds, height]);
      const [right = 0] = api.coord([toSeconds, height]);
      const line = { stroke: colours.text, lineWidth: 1.25, fill: 'none' };
      return {
        type: 'group',
        children: [
          {
            type: 'polyline',
            shape: {
              points: [
                [left, y + endPx],
                [left, y],
                [right, y],
                [right, y + endPx],
              ],
            },
            style: line,
          },
          {
            type: 'text',
            style: {
              text,
              x: left,
              y: y - textAbovePx,
              align: 'left',
              verticalAlign: 'bottom',
              font: `600 ${axisFont.fontSize}px ${axisFont.fontFamily}`,
              fill: colours.text,
              backgroundColor: colours.panel,
            },
          },
        ],
      };
    },
  };
}
