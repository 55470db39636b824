import { outcomeCode, type RecordChunk } from '../contract/RecordChunk.ts';
import type { SeriesPoint } from '../contract/resultDocument.ts';
import type { LiveBucket } from '../contract/runnerProtocol.ts';
import type { ProcessRole, TelemetrySample } from '../contract/telemetryProtocol.ts';
import { elementAt } from '../statistics/elementAt.ts';
import { percentileOfSorted } from '../statistics/percentileOfSorted.ts';
import { sortedSamples } from '../statistics/sortedSamples.ts';

const bucketMs = 1000;

/**
 * A step second by second, warm-up included, for charts over time: what ended in each second and how the machine was
 * meanwhile. Seconds in which nothing was seen have counts of 0 and no percentiles: a gap, not a value carried on.
 */
export function stepSeries(
  startedAtMs: number,
  chunks: readonly RecordChunk[],
  buckets: readonly LiveBucket[],
  telemetry: readonly TelemetrySample[],
  role: ProcessRole,
): SeriesPoint[] {
  const latencies = new Map<number, number[]>();
  const failures = new Map<number, number>();
  let last = -1;
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      const endMs = elementAt(chunk.endMs, index);
      if (Number.isNaN(endMs)) continue;
      const second = Math.max(0, Math.floor((endMs - startedAtMs) / bucketMs));
      last = Math.max(last, second);
      if (elementAt(chunk.outcome, index) === outcomeCode.ok) {
        const own = latencies.get(second) ?? [];
        own.push(endMs - elementAt(chunk.intendedStartMs, index));
        latencies.set(second, own);
      } else failures.set(second, (failures.get(second) ?? 0) + 1);
    }
  }
  const inFlight = meanBySecond(
    startedAtMs,
    buckets,
    ({ toMs }) => toMs,
    (bucket) => bucket.inFlight,
  );
  const at = (sample: TelemetrySample): number => sample.atMs;
  const processOf = (sample: TelemetrySample, wanted: ProcessRole) =>
    sample.processes.find(({ role: own }) => own === wanted);
  const engineCpu = meanBySecond(startedAtMs, telemetry, at, (sample) => processOf(sample, role)?.cpuPercent);
  const clientCpu = meanBySecond(startedAtMs, telemetry, at, (sample) => processOf(sample, 'client')?.cpuPercent);
  const totalCpu = meanBySecond(startedAtMs, telemetry, at, (sample) => sample.cpuTotalPercent);
  const memory = meanBySecond(startedAtMs, telemetry, at, (sample) => processOf(sample, role)?.residentBytes);
  return Array.from({ length: last + 1 }, (_, second): SeriesPoint => {
    const sorted = sortedSamples(Float64Array.from(latencies.get(second) ?? []));
    return {
      atMs: second * bucketMs,
      completed: sorted.length,
      failed: failures.get(second) ?? 0,
      ...figure('inFlight', inFlight.get(second)),
      ...(sorted.length === 0
        ? {}
        : {
            p50Ms: percentileOfSorted(sorted, 0.5),
            p95Ms: percentileOfSorted(sorted, 0.95),
            p99Ms: percentileOfSorted(sorted, 0.99),
          }),
      ...figure('engineCpuPercent', engineCpu.get(second)),
      ...figure('clientCpuPercent', clientCpu.get(second)),
      ...figure('totalCpuPercent', totalCpu.get(second)),
      ...figure('engineMemoryBytes', memory.get(second)),
    };
  });
}

function meanBySecond<Item>(
  startedAtMs: number,
  items: readonly Item[],
  atMs: (item: Item) => number,
  value: (item: Item) => number | undefined,
): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const item of items) {
    const own = value(item);
    if (own === undefined) continue;
    const second = Math.floor((atMs(item) - startedAtMs) / bucketMs);
    const entry = sums.get(second) ?? { sum: 0, count: 0 };
    entry.sum += own;
    entry.count += 1;
    sums.set(second, entry);
  }
  return new Map([...sums].map(([second, { sum, count }]) => [second, sum / count]));
}

function figure<Name extends keyof SeriesPoint>(name: Name, value: number | undefined): Partial<SeriesPoint> {
  return value === undefined ? {} : { [name]: value };
}
