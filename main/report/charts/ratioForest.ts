import { ratioAxis } from '../../../core/chart/axes.ts';
import type { Markup } from '../html/html.ts';
import { chartInk, type EntityInk } from './ink.ts';
import { markers } from './markers.ts';
import { notes } from './notes.ts';
import { axisLabel, gridLines, plotArea, plotAxis } from './plotAxis.ts';
import { chartSizes, renderChart } from './renderChart.ts';
import { strokeLine } from './strokes.ts';

/** A ratio with its interval and its name; `text` says both. */
export interface RatioRow {
  name: string;
  ratio: number;
  interval?: readonly [number, number] | undefined;
  text: string;
}

interface RatioForest {
  id: string;
  label: string;
  title: string;
  ink: EntityInk;
  rows: readonly RatioRow[];
}

const nameRoom = 160;
const textRoom = 130;
const rowHeight = 22;
const top = 6;
const foot = 40;

/** Ratios on a logarithmic axis with a line at 1. Null without rows. */
export function ratioForest({ id, label, title, ink, rows }: RatioForest): Markup | null {
  if (rows.length === 0) return null;
  const { min, max, ticks } = ratioAxis(rows.flatMap(({ ratio, interval = [] }) => [ratio, ...interval]));
  const xTicks = ticks.map((ratio) => ({ at: Math.log10(ratio), label: axisLabel(ratio) }));
  const clamp = (ratio: number): number => Math.max(min, Math.min(max, Math.log10(ratio)));
  const option = {
    grid: plotArea(nameRoom, textRoom, top, foot),
    xAxis: plotAxis('horizontal', { min, max, ticks: xTicks, title }),
    yAxis: plotAxis('vertical', { min: 0, max: rows.length, ticks: [] }),
    series: [
      gridLines(
        xTicks.map(({ at }) => at),
        [],
      ),
      strokeLine(
        [
          [0, 0],
          [0, rows.length],
        ],
        { colour: chartInk.text2, width: 1.25, dash: 'solid', z: 2 },
      ),
      ...rows.flatMap(({ name, ratio, interval, text }, index) => {
        const y = rows.length - index - 0.5;
        return [
          ...(interval === undefined
            ? []
            : [
                strokeLine(
                  [
                    [clamp(interval[0]), y],
                    [clamp(interval[1]), y],
                  ],
                  { colour: ink.colour, width: 2, dash: 'solid' },
                ),
              ]),
          ...markers([[clamp(ratio), y]], ink, interval === undefined),
          ...notes([
            { at: [min, y], text: name, colour: chartInk.text, align: 'right', shift: [-10, 0] },
            { at: [max, y], text, shift: [10, 0] },
          ]),
        ];
      }),
    ],
  };
  return renderChart(option, { width: chartSizes.full.width, height: top + foot + rows.length * rowHeight }, id, label);
}
