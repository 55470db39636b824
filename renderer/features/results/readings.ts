import type { CurvePoint } from '../../../core/contract/distribution.ts';
import type { HistogramBin, StepResult } from '../../../core/contract/resultDocument.ts';
import { formatLatency } from '../../../core/format/latency.ts';
import { decimalsFor, formatCount, formatFixed, formatPercent } from '../../../core/format/numbers.ts';
import { formatQuantity, formatRate } from '../../../core/format/quantities.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { percentileAxisPosition } from '../../../core/statistics/percentileCurve.ts';
import type { Reading } from '../../charts/Reading.ts';
import { intervalFromDocument } from '../../widgets/Headline.tsx';
import { levelOf } from './stepsOfCurve.ts';

const percentText = (quantile: number): string => String(Number((quantile * 100).toPrecision(4)));

/** Latency with its interval at every point of the percentile plot. */
export function percentileReadings(curve: readonly CurvePoint[], count: number): Reading[] {
  return curve
    .filter((point) => point.quantile < 1)
    .map((point) => {
      const interval =
        point.lowMs === undefined || point.highMs === undefined
          ? undefined
          : intervalFromDocument([point.lowMs, point.highMs]);
      return {
        position: percentileAxisPosition(point.quantile),
        title: `p${percentText(point.quantile)}`,
        rows: [
          { name: 'Latency', value: formatLatency(numberFromDocument(point.valueMs), interval) },
          { name: interval === undefined ? 'Below its sample floor, n' : 'n', value: formatCount(count) },
        ],
      };
    });
}

/** Requests in every bin of the histogram. */
export function histogramReadings(bins: readonly HistogramBin[]): Reading[] {
  const total = bins.reduce((sum, bin) => sum + bin.count, 0);
  const text = (value: number): string => formatFixed(value, decimalsFor(value));
  return bins.map((bin) => ({
    position: (bin.fromMs + bin.toMs) / 2,
    title: `${text(bin.fromMs)} to ${text(bin.toMs)}\u00a0ms`,
    rows: [
      { name: 'Requests', value: formatCount(bin.count) },
      { name: 'Share', value: total === 0 ? 'none' : formatPercent((100 * bin.count) / total) },
    ],
  }));
}

/** Share of the requests within each latency of the curve. */
export function cumulativeReadings(curve: readonly CurvePoint[]): Reading[] {
  return curve.flatMap((point) =>
    typeof point.valueMs === 'number'
      ? [
          {
            position: point.valueMs,
            title: formatLatency(point.valueMs),
            rows: [{ name: 'Requests within', value: `${percentText(point.quantile)}\u00a0%` }],
          },
        ]
      : [],
  );
}

/** Percentiles with their intervals and the rate at each level of a curve. */
export function levelReadings(steps: readonly StepResult[], batches: boolean): Reading[] {
  return steps.map((step) => {
    const level = levelOf(step);
    const { latencyMs, throughput } = step;
    const latencies = (['p99', 'p95', 'p50'] as const).flatMap((name) => {
      if (latencyMs === undefined) {
        return [];
      }
      const interval = latencyMs.interval95[name];
      const below = latencyMs.belowFloor.includes(name);
      const value = formatLatency(
        numberFromDocument(latencyMs[name]),
        interval === undefined || below ? undefined : intervalFromDocument(interval),
      );
      return [{ name: below ? `${name} †` : name, value }];
    });
    const rates =
      throughput === undefined
        ? []
        : [
            { name: 'Throughput', value: formatRate(throughput.requestsPerSecond, throughput.interval95) },
            ...(batches && throughput.itemsPerSecond !== undefined
              ? [{ name: 'Items', value: formatQuantity(throughput.itemsPerSecond, '/s') }]
              : []),
          ];
    return {
      position: Math.log2(level),
      title: batches ? `${formatCount(level)} items in a request` : `${formatCount(level)} in flight`,
      rows: [...latencies, ...rates],
    };
  });
}
