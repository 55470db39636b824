import { type HeatMap, type HeatMapCell, sequentialStep, sequentialSteps } from '../../../core/chart/memoryPanels.ts';
import { formatBytes } from '../../../core/format/quantities.ts';
import type { Markup } from '../html/html.ts';
import { chartInk } from './ink.ts';
import { notes } from './notes.ts';
import { axisLabel, plotArea, plotAxis } from './plotAxis.ts';
import { chartSizes, drawing, renderChart } from './renderChart.ts';

interface MemoryHeatMap {
  id: string;
  label: string;
  map: HeatMap;
}

const left = 46;
const gap = 34;
const rowHeight = 26;
const top = 24;
const foot = 40;
/** Up to here the palette is a light ground for text. */
const lastLight = Math.ceil(sequentialSteps / 2);
const stateWords = {
  fits: '',
  'does not fit': 'does not fit',
  'not tried': 'not tried',
  unknown: 'not known',
} as const;

/** Memory by batch and length, a panel for each concurrency; hatched where it does not fit or was not tried. Null without any. */
export function memoryHeatMap({ id, label, map }: MemoryHeatMap): Markup | null {
  const { panels, batches, lengths } = map;
  if (panels.length === 0 || batches.length === 0) return null;
  const { width } = chartSizes.full;
  const panelWidth = (width - left - gap * (panels.length - 1) - 4) / panels.length;
  const height = top + rowHeight * batches.length + foot;
  const option = {
    grid: panels.map((_, index) => {
      const from = left + index * (panelWidth + gap);
      return plotArea(from, width - from - panelWidth, top, foot);
    }),
    xAxis: panels.map((_, index) =>
      plotAxis('horizontal', {
        min: 0,
        max: lengths.length,
        ticks: lengths.map((tokens, place) => ({ at: place + 0.5, label: axisLabel(tokens) })),
        title: 'Prompt tokens',
        gridIndex: index,
      }),
    ),
    yAxis: panels.map((_, index) =>
      plotAxis('vertical', {
        min: 0,
        max: batches.length,
        ticks: batches.map((batch, place) => ({ at: place + 0.5, label: axisLabel(batch) })),
        gridIndex: index,
        ...(index === 0 ? { title: 'Batch size', titleGap: 30 } : {}),
      }),
    ),
    series: panels.flatMap(({ inFlight, cells }, index) => [
      ...cells.map((cell) => cellOf(cell, map, index)),
      ...notes(
        [
          {
            at: [0, batches.length],
            text: `${axisLabel(inFlight)} in flight`,
            bold: true,
            vertical: 'bottom',
            shift: [0, -6],
          },
        ],
        index,
      ),
    ]),
  };
  return renderChart(option, { width, height }, id, label);
}

function cellOf(cell: HeatMapCell, { batches, lengths, range }: HeatMap, axisIndex: number) {
  const column = lengths.indexOf(cell.tokens);
  const row = batches.indexOf(cell.batch);
  const isPlain = cell.state === 'fits' && cell.bytes !== undefined && range !== undefined;
  const step = isPlain ? sequentialStep(cell.bytes ?? 0, range) : 0;
  const word = isPlain ? formatBytes(cell.bytes ?? 0) : stateWords[cell.state] || 'not measured';
  return drawing(
    (toPixel) => {
      const [x1, y1] = toPixel(column, row + 1);
      const [x2, y2] = toPixel(column + 1, row);
      const shape = { x: x1 + 1, y: y1 + 1, width: x2 - x1 - 2, height: y2 - y1 - 2, r: 2 };
      const colour = !isPlain || step <= lastLight ? chartInk.text : chartInk.panel;
      return {
        type: 'group',
        children: [
          {
            type: 'rect',
            shape,
            style: {
              fill: isPlain ? `var(--sequential-${step})` : chartInk.panel,
              stroke: chartInk.axis,
              lineWidth: isPlain ? 0 : 1,
            },
          },
          ...(isPlain ? [] : [{ type: 'rect', shape, style: { fill: chartInk.hatch } }]),
          {
            type: 'text',
            style: {
              x: (x1 + x2) / 2,
              y: (y1 + y2) / 2,
              text: word,
              fill: colour,
              fontSize: 9.5,
              fontFamily: 'inherit',
              align: 'center',
              verticalAlign: 'middle',
              ...(isPlain ? {} : { backgroundColor: chartInk.panel, padding: [1, 3] }),
            },
          },
        ],
      };
    },
    { z: 3, axisIndex },
  );
}
