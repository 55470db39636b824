import { useCallback, useMemo } from 'react';
import { scalabilityLine } from '../../../core/chart/scalabilityLine.ts';
import type { SearchEnd } from '../../../core/contract/ladderFigures.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatRate } from '../../../core/format/formatRate.ts';
import { ChartFrame } from '../../charts/ChartFrame.tsx';
import type { ChartPaint } from '../../charts/ChartPaint.ts';
import { batchCurves } from '../../charts/options/batchCurves.ts';
import { levelCurves } from '../../charts/options/levelCurves.ts';
import { saturationCurve } from '../../charts/options/saturationCurve.ts';
import { targetSlot } from '../../charts/targetSlot.ts';
import { itemRatePoints, latencyCurves, levelsTable, perItemPoints, ratePoints } from './levelCurveData.ts';
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
