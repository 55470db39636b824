import { linearTicks } from '../../../core/chart/ticks.ts';
import type { HistogramBin } from '../../../core/contract/resultDocument.ts';
import { multipleOf, niceStep } from '../../../core/statistics/niceStep.ts';
import type { Markup } from '../html/html.ts';
import { chartInk } from './ink.ts';
import { notes } from './notes.ts';
import { axisLabel, type ChartTick, gridLines, plotArea, plotAxis } from './plotAxis.ts';
import { chartSizes, renderChart } from './renderChart.ts';
import { rectangle, strokeLine } from './strokes.ts';

interface HistogramChart {
  id: string;
  label: string;
  bins: readonly HistogramBin[];
  colour: string;
  /** Vertical lines at values that have a name: "p50", "p95". */
  marked: readonly { valueMs: number; name: string }[];
}

const gapShare = 0.08;

/** How many requests took how long. Null without bins. */
export function histogramChart(chart: HistogramChart): Markup | null {
  const first = chart.bins[0];
  const last = chart.bins.at(-1);
  if (first === undefined || last === undefined) return null;
  const min = first.fromMs;
  const max = last.toMs;
  const xTicks = ticksBetween(min, max);
  const yTicks = linearTicks(Math.max(...chart.bins.map(({ count }) => count)) * 1.08, 4);
  const top = yTicks.at(-1) ?? 1;
  const marked = chart.marked.filter(({ valueMs }) => valueMs >= min && valueMs <= max);
  const option = {
    grid: plotArea(40, 10, 14, 40),
    xAxis: plotAxis('horizontal', { min, max, ticks: xTicks, title: 'Latency, ms' }),
    yAxis: plotAxis('vertical', {
      min: 0,
      max: top,
      ticks: yTicks.map((at) => ({ at, label: axisLabel(at) })),
      title: 'Requests',
      titleGap: 28,
    }),
    series: [
      gridLines([], yTicks),
      ...chart.bins
        .filter(({ count }) => count > 0)
        .map(({ fromMs, toMs, count }) => {
          const gap = (toMs - fromMs) * gapShare;
          return rectangle([fromMs + gap, 0], [toMs - gap, count], chart.colour, 0, 0.75);
        }),
      ...marked.flatMap(({ valueMs, name }, index) => [
        strokeLine(
          [
            [valueMs, 0],
            [valueMs, top],
          ],
          { colour: chartInk.text2, width: 1, dash: [3, 3], z: 4 },
        ),
        // Names grow away from each other, so that near lines do not cross them out.
        ...notes([
          { at: [valueMs, top], text: name, align: index === 0 ? 'right' : 'left', vertical: 'bottom', shift: [0, -2] },
        ]),
      ]),
    ],
  };
  return renderChart(option, chartSizes.half, chart.id, chart.label);
}

function ticksBetween(min: number, max: number): ChartTick[] {
  const step = niceStep((max - min) / 5);
  const ticks: ChartTick[] = [];
  for (let times = Math.ceil(min / multipleOf(step, 1)); multipleOf(step, times) <= max; times += 1) {
    const at = multipleOf(step, times);
    ticks.push({ at, label: axisLabel(at) });
  }
  return ticks;
}
