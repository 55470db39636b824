import { outcomeCode, type RecordChunk } from '../contract/RecordChunk.ts';
import type { SeriesPoint } from '../contract/resultDocument.ts';
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
  telemetry: readonly TelemetrySample[],
  role: ProcessRole | undefined,
): SeriesPoint[] {
  const latencies = new Map<number, number[]>();
  const failures = new Map<number, number>();
  let lastEndMs = Number.NEGATIVE_INFINITY;
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      const endMs = elementAt(chunk.endMs, index);
      if (Number.isNaN(endMs)) continue;
      const second = secondOf(startedAtMs, endMs);
      lastEndMs = Math.max(lastEndMs, endMs);
      if (elementAt(chunk.outcome, index) === outcomeCode.ok) {
        const own = latencies.get(second) ?? [];
        own.push(endMs - elementAt(chunk.intendedStartMs, index));
        latencies.set(second, own);
      } else failures.set(second, (failures.get(second) ?? 0) + 1);
    }
  }
  const inFlight = meanInFlight(startedAtMs, chunks);
  // What the machine did after the last request is no part of the step.
  const during = telemetry.filter(({ atMs }) => atMs >= startedAtMs && atMs <= lastEndMs);
  const processOf = (sample: TelemetrySample, wanted: ProcessRole | undefined) =>
    sample.processes.find(({ role: own }) => own === wanted);
  const engineCpu = meanBySecond(startedAtMs, during, (sample) => processOf(sample, role)?.cpuPercent);
  const clientCpu = meanBySecond(startedAtMs, during, (sample) => processOf(sample, 'client')?.cpuPercent);
  const totalCpu = meanBySecond(startedAtMs, during, (sample) => sample.cpuTotalPercent);
  const memory = meanBySecond(startedAtMs, during, (sample) => processOf(sample, role)?.residentBytes);
  const seconds = lastEndMs === Number.NEGATIVE_INFINITY ? 0 : secondOf(startedAtMs, lastEndMs) + 1;
  return Array.from({ length: seconds }, (_, second): SeriesPoint => {
    const sorted = sortedSamples(Float64Array.from(latencies.get(second) ?? []));
    return {
      atMs: second * bucketMs,
      completed: sorted.length,
      failed: failures.get(second) ?? 0,
      inFlight: inFlight[second] ?? 0,
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

/** Requests in flight on the mean of each second; of the last one until the last end in it. */
function meanInFlight(startedAtMs: number, chunks: readonly RecordChunk[]): number[] {
  const sums: number[] = [];
  let lastMs = 0;
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      const fromMs = Math.max(0, elementAt(chunk.actualStartMs, index) - startedAtMs);
      const toMs = elementAt(chunk.endMs, index) - startedAtMs;
      if (Number.isNaN(fromMs) || Number.isNaN(toMs)) continue;
      lastMs = Math.max(lastMs, toMs);
      for (let second = Math.floor(fromMs / bucketMs); second * bucketMs < toMs; second += 1) {
        const withinMs = Math.min(toMs, (second + 1) * bucketMs) - Math.max(fromMs, second * bucketMs);
        sums[second] = (sums[second] ?? 0) + withinMs;
      }
    }
  }
  return Array.from(sums, (sum = 0, second) => sum / Math.min(bucketMs, lastMs - second * bucketMs));
}

function meanBySecond(
  startedAtMs: number,
  samples: readonly TelemetrySample[],
  value: (sample: TelemetrySample) => number | undefined,
): Map<number, number> {
  const sums = new Map<number, { sum: number; count: number }>();
  for (const sample of samples) {
    const own = value(sample);
    if (own === undefined) continue;
    const second = secondOf(startedAtMs, sample.atMs);
    const entry = sums.get(second) ?? { sum: 0, count: 0 };
    entry.sum += own;
    entry.count += 1;
    sums.set(second, entry);
  }
  return new Map([...sums].map(([second, { sum, count }]) => [second, sum / count]));
}

function secondOf(startedAtMs: number, atMs: number): number {
  return Math.max(0, Math.floor((atMs - startedAtMs) / bucketMs));
}

function figure<Name extends keyof SeriesPoint>(name: Name, value: number | undefined): Partial<SeriesPoint> {
  return value === undefined ? {} : { [name]: value };
}
