import { useCallback, useMemo } from 'react';
import { scalabilityLine } from '../../../core/chart/lines.ts';
import type { SearchEnd } from '../../../core/contract/ladderFigures.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatCount, joinQuantity } from '../../../core/format/numbers.ts';
import { formatRate, formatRatio } from '../../../core/format/quantities.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../charts/ChartPaint.ts';
import type { ChartTable } from '../../charts/ChartTable.tsx';
import { batchCurves } from '../../charts/options/batchCurves.ts';
import { type LevelCurve, type LevelPoint, levelCurves } from '../../charts/options/levelCurves.ts';
import { saturationCurve } from '../../charts/options/saturationCurve.ts';
import { targetSlot } from '../../theme/targetSlot.ts';
import { intervalFromDocument } from '../../widgets/Headline.tsx';
import { percentileParts } from './headlines.ts';
import { levelReadings } from './readings.ts';
import { hasBatches, levelOf } from './stepsOfCurve.ts';

interface LevelsChartProps {
  /** The steps of one curve, by level. */
  steps: StepResult[];
  current: StepResult;
  /** Of a search that the steps are the levels of. */
  search: SearchEnd | undefined;
  /** Of the same steps, where they are a ladder of concurrency. */
  scalability: StepResult['scalability'];
}

/** How latency grows with requests in flight, or what a larger batch costs and yields. */
export function LevelsChart({ steps, current, search, scalability }: LevelsChartProps) {
  const batches = hasBatches(current);
  const slot = targetSlot(current.target);
  const levelTitle = batches ? 'Items in a request' : 'Requests in flight';
  const option = useCallback(
    (paint: ChartPaint) =>
      batches
        ? batchCurves({ perItemMs: perItemPoints(steps), itemsPerSecond: itemRatePoints(steps), slot }, paint)
        : search !== undefined
          ? saturationCurve(
              {
                rates: ratePoints(steps),
                law: lawOf(steps, scalability),
                kneeConcurrency: search.kneeConcurrency,
                slot,
              },
              paint,
            )
          : levelCurves({ levelName: levelTitle, valueName: 'Latency, ms', curves: latencyCurves(steps), slot }, paint),
    [steps, batches, slot, levelTitle, search, scalability],
  );
  const readings = useMemo(() => levelReadings(steps, batches), [steps, batches]);
  const table = useMemo(() => levelsTable(steps, levelTitle), [steps, levelTitle]);
  const best = steps.reduce<StepResult | undefined>(
    (found, step) =>
      (step.throughput?.requestsPerSecond ?? 0) > (found?.throughput?.requestsPerSecond ?? 0) ? step : found,
    undefined,
  );
  return (
    <ChartFrame
      title={batches ? 'Does batching pay?' : search === undefined ? 'How does it scale?' : 'Where does it saturate?'}
      subtitle={batches ? 'median per item' : search === undefined ? '† below floor' : saturationKey(scalability)}
      answer={
        best?.throughput === undefined
          ? 'No throughput was measured'
          : `Most throughput, ${formatRate(best.throughput.requestsPerSecond)}, at ${levelOf(best)} ${levelTitle.toLowerCase()}`
      }
      option={option}
      table={table}
      readings={readings}
    />
  );
}

function lawOf(steps: readonly StepResult[], scalability: StepResult['scalability']) {
  const levels = steps.map(levelOf);
  return levels.length === 0 ? [] : scalabilityLine(scalability, Math.min(...levels), Math.max(...levels));
}

function saturationKey(scalability: StepResult['scalability']): string {
  return scalability !== undefined && 'uslAlpha' in scalability ? 'dotted: ideal, dashed: the law' : 'dotted: ideal';
}

const looks = {
  p50: { dash: 'solid', widthPx: 2.25 },
  p95: { dash: 'dashed', widthPx: 1.5 },
  p99: { dash: 'dotted', widthPx: 1.5 },
} as const;

/** p50, p95 and p99 against requests in flight; a percentile below its floor is marked as such. */
export function latencyCurves(steps: readonly StepResult[]): LevelCurve[] {
  return (['p99', 'p95', 'p50'] as const).map((name) => ({
    name,
    ...looks[name],
    points: steps.flatMap((step): LevelPoint[] => {
      const { latencyMs } = step;
      if (latencyMs === undefined) {
        return [];
      }
      const interval = latencyMs.interval95[name];
      return [
        {
          level: levelOf(step),
          value: numberFromDocument(latencyMs[name]),
          ...(latencyMs.belowFloor.includes(name) ? { belowFloor: true } : {}),
          ...(interval === undefined ? {} : { interval: intervalFromDocument(interval) }),
        },
      ];
    }),
  }));
}

/** What a batch costs per item, by the median latency of its requests. */
function perItemPoints(steps: readonly StepResult[]): LevelPoint[] {
  return steps.flatMap((step) =>
    step.latencyMs === undefined || typeof step.latencyMs.p50 !== 'number'
      ? []
      : [{ level: levelOf(step), value: step.latencyMs.p50 / step.load.batchSize }],
  );
}

function itemRatePoints(steps: readonly StepResult[]): LevelPoint[] {
  return steps.flatMap((step) =>
    step.throughput === undefined
      ? []
      : [
          {
            level: levelOf(step),
            value: step.throughput.itemsPerSecond ?? step.throughput.requestsPerSecond * step.load.batchSize,
          },
        ],
  );
}

/** Requests per second of each level, with their intervals. */
function ratePoints(steps: readonly StepResult[]): LevelPoint[] {
  return steps.flatMap((step) =>
    step.throughput === undefined
      ? []
      : [
          {
            level: levelOf(step),
            value: step.throughput.requestsPerSecond,
            ...(step.throughput.interval95 === undefined ? {} : { interval: step.throughput.interval95 }),
          },
        ],
  );
}

/** The levels as a table, with how well more load pays off. */
export function levelsTable(steps: readonly StepResult[], levelTitle: string): ChartTable {
  const percentile = (step: StepResult, name: 'p50' | 'p95' | 'p99') => {
    if (step.latencyMs === undefined) {
      return { text: 'not measured', raw: '' };
    }
    const parts = percentileParts(step.latencyMs, name);
    const mark = step.latencyMs.belowFloor.includes(name) ? ' †' : '';
    return { text: `${joinQuantity({ number: parts.number, unit: parts.unit })}${mark}`, raw: step.latencyMs[name] };
  };
  const anyBelow = steps.some((step) =>
    (step.latencyMs?.belowFloor ?? []).some((name) => name !== 'p999' && name !== 'p90'),
  );
  return {
    columns: [levelTitle, 'p50', 'p95', 'p99', 'Throughput', 'Efficiency'].map((title) => ({ title, numeric: true })),
    rows: steps.map((step) => {
      const efficiency = step.concurrency?.scalingEfficiency ?? step.batch?.efficiency;
      return [
        { text: formatCount(levelOf(step)), raw: levelOf(step) },
        percentile(step, 'p50'),
        percentile(step, 'p95'),
        percentile(step, 'p99'),
        step.throughput === undefined
          ? { text: 'not measured', raw: '' }
          : { text: formatRate(step.throughput.requestsPerSecond), raw: step.throughput.requestsPerSecond },
        efficiency === undefined
          ? { text: 'no first level', raw: '' }
          : { text: formatRatio(efficiency), raw: efficiency },
      ];
    }),
    note: `Efficiency is throughput against that of the first level times the load: 1 is ideal.${anyBelow ? ' † below its sample floor.' : ''}`,
  };
}
