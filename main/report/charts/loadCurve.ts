import { linearTicks, logRange } from '../../../core/chart/ticks.ts';
import type { Markup } from '../html/html.ts';
import type { EntityInk } from './ink.ts';
import { markers } from './markers.ts';
import { type ChartNote, notes } from './notes.ts';
import { axisLabel, gridLines, logAxisTicks, plotArea, plotAxis } from './plotAxis.ts';
import { chartSizes, renderChart } from './renderChart.ts';
import { type ChartPoint, strokeLine } from './strokes.ts';

/** What one entity did at each load, in ascending order of load. */
interface LoadLine {
  name: string;
  ink: EntityInk;
  points: readonly { inFlight: number; requestsPerSecond: number; latencyMs: number }[];
}

interface LoadCurve {
  id: string;
  label: string;
  /** Which latency: "p90 latency, ms (log scale)". */
  latencyTitle: string;
  lines: readonly LoadLine[];
}

/** A line narrower than this share of the axis is one that climbs. */
const climbShare = 0.1;
/** Left of this share of the axis there is no room for a name. */
const nearShare = 0.18;

/** Latency against throughput, each point labelled by its requests in flight: right and low is better. Null without points. */
export function loadCurve(curve: LoadCurve): Markup | null {
  const all = curve.lines.flatMap(({ points }) => points);
  const range = logRange(all.map(({ latencyMs }) => latencyMs));
  if (range === null) return null;
  const min = Math.log10(range.low / 1.16);
  const max = Math.log10(range.high * 1.08);
  const xTicks = linearTicks(Math.max(...all.map(({ requestsPerSecond }) => requestsPerSecond)) * 1.02, 7);
  const xEnd = xTicks.at(-1) ?? 1;
  const yTicks = logAxisTicks({ low: 10 ** min, high: 10 ** max });
  const option = {
    grid: plotArea(46, 14, 6, 40),
    xAxis: plotAxis('horizontal', {
      min: 0,
      max: xEnd,
      ticks: xTicks.map((at) => ({ at, label: axisLabel(at) })),
      title: 'Throughput, requests/s',
    }),
    yAxis: plotAxis('vertical', { min, max, ticks: yTicks, title: curve.latencyTitle, titleGap: 34 }),
    series: [
      gridLines(
        xTicks,
        yTicks.map(({ at }) => at),
      ),
      ...curve.lines.flatMap((line) => lineParts(line, xEnd)),
    ],
  };
  return renderChart(option, chartSizes.flat, curve.id, curve.label);
}

function lineParts({ name, ink, points }: LoadLine, xEnd: number) {
  const placed = points.map((point) => ({
    at: [point.requestsPerSecond, Math.log10(point.latencyMs)] as ChartPoint,
    inFlight: point.inFlight,
  }));
  const rates = placed.map(({ at }) => at[0]);
  // Beside the points of a line that climbs, below those of one that runs along: never on the line itself.
  const climbs = Math.max(...rates) - Math.min(...rates) < xEnd * climbShare;
  const place = climbs
    ? ({ align: 'left', shift: [7, 3] } as const)
    : ({ align: 'center', vertical: 'top', shift: [0, 5] } as const);
  const levels = placed.map(({ at, inFlight }): ChartNote => ({ at, text: String(inFlight), ...place }));
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
    ...notes(
      nameNote(
        name,
        ink,
        placed.map(({ at }) => at),
        xEnd,
      ),
    ),
  ];
}

/** The name left of the line's first point, or where the axis leaves no room there, above its last one. */
function nameNote(name: string, ink: EntityInk, points: readonly ChartPoint[], xEnd: number): ChartNote[] {
  const first = points[0];
  const last = points.at(-1);
  if (first === undefined || last === undefined) return [];
  const note = { text: name, colour: ink.colour, bold: true, ground: true } as const;
  if (first[0] > xEnd * nearShare) return [{ ...note, at: first, align: 'right', shift: [-8, 0] }];
  if (last[0] > xEnd * nearShare) return [{ ...note, at: last, align: 'right', vertical: 'bottom', shift: [-6, -6] }];
  return [{ ...note, at: first, align: 'left', shift: [24, 4] }];
}
