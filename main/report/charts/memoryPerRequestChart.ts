import type { MemoryLevel, MemoryLinePoint } from '../../../core/chart/memoryPanels.ts';
import { linearTicks } from '../../../core/chart/ticks.ts';
import type { Markup } from '../html/html.ts';
import { band } from './band.ts';
import { chartInk, type EntityInk } from './ink.ts';
import { markers } from './markers.ts';
import { bytesUnit } from './memoryTrack.ts';
import { notes } from './notes.ts';
import { axisLabel, gridLines, plotArea, plotAxis } from './plotAxis.ts';
import { chartSizes, renderChart } from './renderChart.ts';
import { type ChartPoint, strokeLine } from './strokes.ts';

export interface MemoryLineChart {
  id: string;
  label: string;
  ink: EntityInk;
  levels: readonly MemoryLevel[];
  line: readonly MemoryLinePoint[];
  /** The slope in words: "1.9 MiB per request [1.8, 2.0]". */
  slope: string | undefined;
}

const air = 0.15;

/**
 * Bytes against requests in flight: the levels as points, the line through them with its band. The scale begins near the
 * least, since the slope is the answer and a base of gigabytes would flatten it. Null with fewer than two levels.
 */
export function memoryPerRequestChart(chart: MemoryLineChart): Markup | null {
  const { levels, line, ink } = chart;
  const values = [
    ...levels.map(({ bytes }) => bytes),
    ...line.flatMap(({ low, high, bytes }) => [bytes, low ?? bytes, high ?? bytes]),
  ];
  const last = levels.at(-1);
  if (levels.length < 2 || last === undefined) return null;
  const unit = bytesUnit(Math.max(...values));
  const scaled = (bytes: number): number => bytes / unit.bytes;
  const low = scaled(Math.min(...values));
  const high = scaled(Math.max(...values));
  const room = Math.max((high - low) * air, high * 0.001);
  const steps = linearTicks(high - low + 2 * room, 4);
  const step = steps[1] ?? 1;
  const min = Math.floor((low - room) / step) * step;
  const yTicks = Array.from({ length: Math.ceil((high + room - min) / step) + 1 }, (_, index) =>
    Number((min + index * step).toPrecision(9)),
  );
  const top = yTicks.at(-1) ?? high;
  const xTicks = linearTicks(last.inFlight * 1.02, 8);
  const at = ({ inFlight, bytes }: MemoryLevel): ChartPoint => [inFlight, scaled(bytes)];
  const edges = line.flatMap(({ inFlight, low: from, high: to }) =>
    from === undefined || to === undefined ? [] : [{ x: inFlight, low: scaled(from), high: scaled(to) }],
  );
  const option = {
    grid: plotArea(58, 14, 10, 40),
    xAxis: plotAxis('horizontal', {
      min: 0,
      max: xTicks.at(-1) ?? 1,
      ticks: xTicks.map((value) => ({ at: value, label: axisLabel(value) })),
      title: 'Requests in flight, mean',
    }),
    yAxis: plotAxis('vertical', {
      min,
      max: top,
      ticks: yTicks.map((value) => ({ at: value, label: axisLabel(value) })),
      title: `Memory, ${unit.name}`,
      titleGap: 44,
    }),
    series: [
      gridLines(xTicks, yTicks),
      ...band(edges, ink.colour),
      ...(line.length === 0 ? [] : [strokeLine(line.map(at), { colour: ink.colour, width: 1.75, dash: [5, 3] })]),
      ...markers(levels.map(at), ink, false),
      ...(chart.slope === undefined
        ? []
        : notes([
            {
              at: [0, top],
              text: chart.slope,
              colour: chartInk.text,
              bold: true,
              vertical: 'top',
              shift: [8, 6],
              ground: true,
            },
          ])),
    ],
  };
  return renderChart(option, chartSizes.full, chart.id, chart.label);
}
