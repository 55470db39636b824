import { type Trend, type TrendPoint, trendLine } from '../../../../core/chart/lines.ts';
import type { SeriesPoint, StepResult } from '../../../../core/contract/resultDocument.ts';
import { figuresOf } from '../../../../core/format/absences.ts';
import { steadinessLines } from '../../../../core/format/steadinessWords.ts';
import { sortedSamples } from '../../../../core/statistics/arrays.ts';
import { percentileOfSorted } from '../../../../core/statistics/percentiles.ts';
import { entityInk } from '../../charts/ink.ts';
import { latencyTrack } from '../../charts/latencyTrack.ts';
import { memoryTrack } from '../../charts/memoryTrack.ts';
import { timeTracks } from '../../charts/timeTracks.ts';
import type { ResultSection } from '../../content/reportOutline.ts';
import { displayText } from '../../displayText.ts';
import type { Markup } from '../../html/html.ts';
import { titledFigure } from '../sectionHead.ts';
import { stepTime } from './stepTime.ts';

/** Latency and memory of a load that was held, each with its trend; null for levels of a search. */
export function trendFigure(section: ResultSection, step: StepResult): Markup | null {
  if (step.load.loop !== 'open') return null;
  const { series = [] } = step;
  const { colour } = entityInk(section.subject.index);
  const latencyTrend = trendOf(
    step,
    ({ p50Ms }) => p50Ms,
    step.reliability?.driftPerHour,
    step.reliability?.driftPerHourInterval95,
    true,
  );
  const latency = latencyTrack({ series, quantiles: ['p50', 'p95'], colour, height: 130, trend: latencyTrend });
  if (latency === null) return null;
  const figures = figuresOf(step.memory);
  const memoryTrend = trendOf(
    step,
    ({ engineMemoryBytes }) => engineMemoryBytes,
    figures?.leakBytesPerHour,
    figures?.leakBytesPerHourInterval95,
    false,
  );
  const memory = memoryTrack({ series, colour, height: 80, trend: memoryTrend });
  const chart = timeTracks({
    id: `${section.anchor}-s`,
    label: displayText(
      steadinessLines(step)
        .map(({ name, value }) => `${name} ${value}`)
        .join('; ') || 'Latency over time',
    ),
    ...stepTime(step),
    tracks: [latency, ...(memory === null ? [] : [memory])],
  });
  const lines = steadinessLines(step).filter(({ name }) => name !== 'Stability');
  const said = lines
    .map(({ name, value }) => `${name === 'Memory' ? 'Memory' : 'Latency'}: ${displayText(value)}.`)
    .join(' ');
  return titledFigure(
    section.number,
    'Does it stay as it is?',
    chart,
    `Solid: p50 and memory, dashed: p95.${latencyTrend.length + memoryTrend.length > 0 ? ' Dash-dotted: the trend with its 95\u00a0% band.' : ''} Hatched: not counted. ${said}`,
  );
}

/** The trend through the middle value of the counted seconds. */
function trendOf(
  { phases, series = [] }: StepResult,
  figureOf: (point: SeriesPoint) => number | undefined,
  perHour: number | undefined,
  interval: readonly [number, number] | undefined,
  isShare: boolean,
): TrendPoint[] {
  const measured = phases.find(({ name }) => name === 'measured');
  if (perHour === undefined || measured === undefined) return [];
  const values = series.flatMap((point) => {
    const value = figureOf(point);
    return value === undefined || point.atMs < measured.fromMs || point.atMs >= measured.toMs ? [] : [value];
  });
  if (values.length === 0) return [];
  const middle = percentileOfSorted(sortedSamples(Float64Array.from(values)), 0.5);
  const scale = isShare ? middle : 1;
  const trend: Trend = {
    middle,
    perHour: perHour * scale,
    interval95: interval && [interval[0] * scale, interval[1] * scale],
    fromSeconds: measured.fromMs / 1000,
    toSeconds: measured.toMs / 1000,
  };
  return trendLine(trend);
}
