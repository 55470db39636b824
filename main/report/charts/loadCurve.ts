import { linearTicks } from '../../../core/chart/linearTicks.ts';
import { logRange } from '../../../core/chart/logRange.ts';
import type { Markup } from '../html/Markup.ts';
import type { EntityInk } from './chartInk.ts';
import { type ChartNote, markers, notes } from './chartMarks.ts';
import { type ChartPoint, gridLines, plotArea, strokeLine, xAxis, yAxis } from './chartParts.ts';
import { logAxisTicks } from './logAxisTicks.ts';
import { chartSizes, renderChart } from './renderChart.ts';

/** What one entity did at each load, in ascending order of load. */
export interface LoadLine {
  name: string;
  ink: EntityInk;
  points: readonly { inFlight: number; requestsPerSecond: number; latencyMs: number }[];
}

export interface LoadCurve {
  id: string;
  label: string;
  /** Which latency: "p90 latency, ms (log scale)". */
  latencyTitle: string;
  lines: readonly LoadLine[];
}

/** Latency against throughput, each point labelled by its requests in flight: right and low is better. Null without points. */
export function loadCurve(curve: LoadCurve): Markup | null {
  const all = curve.lines.flatMap(({ points }) => points);
  const range = logRange(all.map(({ latencyMs }) => latencyMs));
  if (range === null) return null;
  const min = Math.log10(range.low / 1.08);
  const max = Math.log10(range.high * 1.08);
  const xTicks = linearTicks(Math.max(...all.map(({ requestsPerSecond }) => requestsPerSecond)) * 1.02, 7);
  const yTicks = logAxisTicks({ low: 10 ** min, high: 10 ** max });
  const option = {
    grid: plotArea(46, 14, 6, 40),
    xAxis: xAxis({
      min: 0,
      max: xTicks.at(-1) ?? 1,
      ticks: xTicks.map((at) => ({ at, label: String(at) })),
      title: 'Throughput, requests/s',
    }),
    yAxis: yAxis({ min, max, ticks: yTicks, title: curve.latencyTitle, titleGap: 34 }),
    series: [
      gridLines(
        xTicks,
        yTicks.map(({ at }) => at),
      ),
      ...curve.lines.flatMap(lineParts),
    ],
  };
  return renderChart(option, chartSizes.flat, curve.id, curve.label);
}

function lineParts({ name, ink, points }: LoadLine) {
  const placed = points.map((point) => ({
    at: [point.requestsPerSecond, Math.log10(point.latencyMs)] as ChartPoint,
    inFlight: point.inFlight,
  }));
  const first = placed[0];
  const levels = placed.map(
    ({ at, inFlight }): ChartNote => ({ at, text: String(inFlight), align: 'left', shift: [7, 4], ground: true }),
  );
  return [
    strokeLine(
      placed.map(({ at }) => at),
      { colour: ink.colour, width: 1.75, dash: ink.dash },
    ),
    ...markers(
      placed.map(({ at }) => at),
      ink,
      false,
    ),
    ...notes(levels),
    ...(first === undefined
      ? []
      : notes([
          { at: first.at, text: name, colour: ink.colour, bold: true, align: 'right', shift: [-8, 0], ground: true },
        ])),
  ];
}
