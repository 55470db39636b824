import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';
import { formatRate } from '../../../core/format/formatRate.ts';
import { formatRatio } from '../../../core/format/formatRatio.ts';
import { joinQuantity } from '../../../core/format/joinQuantity.ts';
import { numberFromDocument } from '../../../core/statistics/numberFromDocument.ts';
import type { ChartTable } from '../../charts/ChartTable.ts';
import type { LevelCurve, LevelPoint } from '../../charts/options/levelCurves.ts';
import { intervalFromDocument } from '../../widgets/intervalFromDocument.ts';
import { percentileParts } from './headlines.ts';
import { levelOf } from './stepsOfCurve.ts';

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
export function perItemPoints(steps: readonly StepResult[]): LevelPoint[] {
  return steps.flatMap((step) =>
    step.latencyMs === undefined || typeof step.latencyMs.p50 !== 'number'
      ? []
      : [{ level: levelOf(step), value: step.latencyMs.p50 / step.load.batchSize }],
  );
}

export function itemRatePoints(steps: readonly StepResult[]): LevelPoint[] {
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
export function ratePoints(steps: readonly StepResult[]): LevelPoint[] {
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
