import { spreadLabels } from '../../../core/chart/lines.ts';
import { linearTicks } from '../../../core/chart/ticks.ts';
import { isCountedPhase } from '../../../core/chart/timeSpans.ts';
import type { SeriesPoint } from '../../../core/contract/resultDocument.ts';
import type { StepPhase } from '../../../core/contract/scenarioFigures.ts';
import type { Markup } from '../html/html.ts';
import { chartInk } from './ink.ts';
import { gappedLine } from './markers.ts';
import { notes } from './notes.ts';
import { axisLabel, gridLines, plotArea, plotAxis } from './plotAxis.ts';
import { chartSizes, renderChart } from './renderChart.ts';
import { type ChartPoint, quantileStroke, rectangle } from './strokes.ts';

interface LatencyOverTime {
  id: string;
  label: string;
  series: readonly SeriesPoint[];
  phases: readonly StepPhase[];
  colour: string;
}

const quantiles = ['p50', 'p95'] as const;
type Quantile = (typeof quantiles)[number];

const margins = { left: 40, right: 30, top: 14, bottom: 40 };
const plotHeight = chartSizes.half.height - margins.top - margins.bottom;

/** Latency second by second, with what is not counted hatched. Null when no second has a latency. */
export function latencyOverTime(chart: LatencyOverTime): Markup | null {
  const highest = Math.max(...chart.series.flatMap(({ p50Ms, p95Ms }) => [p50Ms ?? 0, p95Ms ?? 0]), 0);
  if (highest === 0) return null;
  const endSeconds = Math.max(
    ...chart.phases.map(({ toMs }) => toMs / 1000),
    ...chart.series.map(({ atMs }) => atMs / 1000 + 1),
  );
  const xTicks = linearTicks(endSeconds, 5).filter((at) => at <= endSeconds);
  const yTicks = linearTicks(highest * 1.05, 4);
  const top = yTicks.at(-1) ?? 1;
  const option = {
    grid: plotArea(margins.left, margins.right, margins.top, margins.bottom),
    xAxis: plotAxis('horizontal', {
      min: 0,
      max: endSeconds,
      ticks: xTicks.map((at) => ({ at, label: axisLabel(at) })),
      title: 'Time since the step began, s',
    }),
    yAxis: plotAxis('vertical', {
      min: 0,
      max: top,
      ticks: yTicks.map((at) => ({ at, label: axisLabel(at) })),
      title: 'Latency, ms',
      titleGap: 30,
    }),
    series: [
      gridLines(xTicks, yTicks),
      ...chart.phases
        .filter((phase) => !isCountedPhase(phase))
        .map(({ fromMs, toMs }) => rectangle([fromMs / 1000, 0], [toMs / 1000, top], chartInk.hatch)),
      ...quantiles.flatMap((quantile) => quantileLine(chart, quantile)),
      ...lineNames(chart, endSeconds, top),
    ],
  };
  return renderChart(option, chartSizes.half, chart.id, chart.label);
}

/** A second's figures stand in the middle of it; a second without any is a gap. */
function pointsOf(chart: LatencyOverTime, quantile: Quantile): ChartPoint[] {
  const key = `${quantile}Ms` as const;
  return chart.series.map((point): ChartPoint => [point.atMs / 1000 + 0.5, point[key] ?? Number.NaN]);
}

function quantileLine(chart: LatencyOverTime, quantile: Quantile) {
  return gappedLine(pointsOf(chart, quantile), { colour: chart.colour, ...quantileStroke[quantile] });
}

function lineNames(chart: LatencyOverTime, endSeconds: number, top: number) {
  const lasts = quantiles.flatMap((name) => {
    const last = pointsOf(chart, name).findLast(([, value]) => !Number.isNaN(value));
    return last ? [{ name, value: last[1] }] : [];
  });
  const places = spreadLabels(
    lasts.map(({ value }) => value),
    (top * 11) / plotHeight,
    0,
    top,
  );
  return notes(lasts.map(({ name }, index) => ({ at: [endSeconds, places[index] ?? 0], text: name, shift: [5, 0] })));
}
