import type { EChartsOption } from 'echarts';
import type { CustomSeriesOption } from 'echarts/charts';
import { type HeatMap, type HeatMapCell, type HeatMapPanel, sequentialStep } from '../../../core/chart/memoryPanels.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { formatBytes } from '../../../core/format/quantities.ts';
import { readableOn } from '../../theme/colours.ts';
import type { ChartPaint } from '../ChartPaint.ts';
import { axisFont, horizontalAxis, verticalAxis } from './axis.ts';

const room = { left: 7, right: 1.5, between: 2 };
const cellGapPx = 1;

/** Peak memory against batch and prompt length, one panel for each concurrency. What is no measurement is hatched. */
export function heatMap(map: HeatMap, paint: ChartPaint): EChartsOption {
  const { panels, batches, lengths } = map;
  const { colours } = paint;
  return {
    grid: sideBySide(panels.length, room),
    xAxis: panels.map((_, gridIndex) => ({
      ...horizontalAxis({
        colours,
        name: 'Prompt tokens',
        min: -0.5,
        max: lengths.length - 0.5,
        values: lengths.map((_length, place) => place),
        label: (place) => formatCount(lengths[place] ?? 0),
        gridLines: false,
        nameGap: 24,
      }),
      gridIndex,
    })),
    yAxis: panels.map((_, gridIndex) => ({
      ...verticalAxis({
        colours,
        ...(gridIndex === 0 ? { name: 'Batch' } : {}),
        min: -0.5,
        max: batches.length - 0.5,
        values: gridIndex === 0 ? batches.map((_batch, place) => place) : [],
        label: (place) => formatCount(batches[place] ?? 0),
        gridLines: false,
        nameGap: 32,
      }),
      gridIndex,
    })),
    series: panels.flatMap((panel, index) => [cellsOf(panel, index, map, paint), titleOf(panel, index, map, paint)]),
  };
}

function cellsOf(
  panel: HeatMapPanel,
  index: number,
  { batches, lengths, range }: HeatMap,
  paint: ChartPaint,
): CustomSeriesOption {
  const { colours } = paint;
  return {
    type: 'custom',
    silent: true,
    animation: false,
    xAxisIndex: index,
    yAxisIndex: index,
    data: panel.cells.map(({ tokens, batch }) => [lengths.indexOf(tokens), batches.indexOf(batch)]),
    renderItem: ({ dataIndex }, api) => {
      const cell = panel.cells[dataIndex];
      const [left = 0, top = 0] = api.coord([Number(api.value(0)) - 0.5, Number(api.value(1)) + 0.5]);
      const [right = 0, bottom = 0] = api.coord([Number(api.value(0)) + 0.5, Number(api.value(1)) - 0.5]);
      const isTold = cell?.bytes !== undefined && cell.state !== 'does not fit';
      const step = cell?.bytes === undefined || range === undefined ? 1 : sequentialStep(cell.bytes, range);
      const colour = colours.sequential[step - 1] ?? colours.panel;
      const shape = { x: left, y: top, width: right - left - cellGapPx, height: bottom - top - cellGapPx };
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            shape,
            style: {
              fill: isTold ? colour : (paint.hatch as string),
              ...(isTold ? {} : { stroke: colours.line2, lineWidth: 1 }),
            },
          },
          {
            type: 'text',
            style: {
              text: cell === undefined ? '' : cellText(cell),
              x: shape.x + shape.width / 2,
              y: shape.y + shape.height / 2,
              align: 'center',
              verticalAlign: 'middle',
              width: shape.width - 8,
              overflow: 'break',
              font: `${axisFont.fontSize}px ${axisFont.fontFamily}`,
              fill: isTold ? readableOn(colour, colours.text, colours.panel) : colours.text2,
              ...(isTold ? {} : { backgroundColor: colours.panel, padding: [1, 3] }),
            },
          },
        ],
      };
    },
  };
}

function cellText({ bytes, state }: HeatMapCell): string {
  return bytes === undefined
    ? state
    : state === 'does not fit'
      ? `${formatBytes(bytes)}\n${state}`
      : formatBytes(bytes);
}

function titleOf({ inFlight }: HeatMapPanel, index: number, { batches, lengths }: HeatMap, { colours }: ChartPaint) {
  return {
    type: 'scatter' as const,
    silent: true,
    symbolSize: 0,
    xAxisIndex: index,
    yAxisIndex: index,
    data: [[(lengths.length - 1) / 2, batches.length - 0.5]],
    label: {
      show: true,
      position: 'top' as const,
      formatter: `${formatCount(inFlight)} in flight`,
      ...axisFont,
      fontWeight: 600,
      color: colours.text,
    },
  };
}

/** Room left of the first panel, right of the last and between them, shares of the chart's width in percent. */
interface PanelRoom {
  left: number;
  right: number;
  between: number;
}

/** Grids of panels that stand side by side, equally wide, each with its title above and its axis below. */
export function sideBySide(panels: number, { left, right, between }: PanelRoom) {
  const width = (100 - left - right - between * (panels - 1)) / panels;
  return Array.from({ length: panels }, (_, index) => ({
    left: `${left + index * (width + between)}%`,
    width: `${width}%`,
    top: 30,
    bottom: 44,
    outerBoundsMode: 'none' as const,
  }));
}
