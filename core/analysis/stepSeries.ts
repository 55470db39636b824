import { outcomeCode, type RecordChunk } from '../contract/RecordChunk.ts';
import type { SeriesPoint } from '../contract/resultDocument.ts';
import type { ProcessRole, TelemetrySample } from '../contract/telemetryProtocol.ts';
import { elementAt, sortedSamples } from '../statistics/arrays.ts';
import { percentileOfSorted } from '../statistics/percentiles.ts';

const bucketMs = 1000;

interface SeriesEvidence {
  startedAtMs: number;
  chunks: readonly RecordChunk[];
  telemetry: readonly TelemetrySample[];
  /** Whose processes are the system under test; undefined where nobody follows them. */
  role: ProcessRole | undefined;
  /** Until when the step goes on after its last request, milliseconds since its start; until that request unless told. */
  untilMs: number | undefined;
  /** Error kinds of records, in the order of the result's errors. */
  errorKinds: readonly number[];
  /** Whether anything is sent at all. */
  hasNetwork: boolean;
}

/** What the requests of one second are counted in. */
interface Second {
  latenciesMs: number[];
  failed: number;
  offered: number;
  dropped: number;
  failedByKind: number[];
  sentBytes: number;
  receivedBytes: number;
}

/**
 * A step second by second, warm-up included, for charts over time: what was due and what ended in each second, and how the
 * machine was meanwhile. Seconds in which nothing was seen have counts of 0 and no percentiles: a gap, not a value carried
 * on.
 */
export function stepSeries(evidence: SeriesEvidence): SeriesPoint[] {
  const { startedAtMs, chunks, telemetry, role, untilMs = 0, hasNetwork } = evidence;
  const { bySecond, lastMs, past } = requestsBySecond(evidence);
  const endMs = Math.max(lastMs, untilMs);
  const inFlight = meanInFlight(startedAtMs, chunks);
  // What the machine did after the step is no part of it.
  const during = telemetry.filter(({ atMs }) => atMs >= startedAtMs && atMs <= startedAtMs + endMs);
  const machineIn = telemetryBySecond(startedAtMs, during, role);
  const seconds = Math.max(past, Math.ceil(endMs / bucketMs));
  return Array.from({ length: seconds }, (_, second): SeriesPoint => {
    const { latenciesMs, failed, offered, dropped, failedByKind, ...bytes } = bySecond.get(second) ?? nothing();
    const sorted = sortedSamples(Float64Array.from(latenciesMs));
    return {
      atMs: second * bucketMs,
      completed: sorted.length,
      failed,
      inFlight: inFlight[second] ?? 0,
      ...(sorted.length === 0
        ? {}
        : {
            p50Ms: percentileOfSorted(sorted, 0.5),
            p95Ms: percentileOfSorted(sorted, 0.95),
            p99Ms: percentileOfSorted(sorted, 0.99),
          }),
      offered,
      dropped,
      ...(failedByKind.length === 0 ? {} : { failedByKind: Array.from(failedByKind, (count = 0) => count) }),
      ...(hasNetwork ? bytes : {}),
      ...machineIn(second),
    };
  });
}

function nothing(): Second {
  return { latenciesMs: [], failed: 0, offered: 0, dropped: 0, failedByKind: [], sentBytes: 0, receivedBytes: 0 };
}

/** `lastMs`: when the last of them ended, since the step's start. `past`: the second after the last that has any. */
function requestsBySecond({ startedAtMs, chunks, errorKinds }: SeriesEvidence): {
  bySecond: Map<number, Second>;
  lastMs: number;
  past: number;
} {
  const bySecond = new Map<number, Second>();
  const placeOfKind = new Map(errorKinds.map((kind, place) => [kind, place]));
  let lastMs = 0;
  let past = 0;
  const at = (instantMs: number): Second => {
    const second = Math.max(0, Math.floor((instantMs - startedAtMs) / bucketMs));
    const known = bySecond.get(second);
    if (known !== undefined) return known;
    const fresh = nothing();
    bySecond.set(second, fresh);
    past = Math.max(past, second + 1);
    return fresh;
  };
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      const intendedMs = elementAt(chunk.intendedStartMs, index);
      const endMs = elementAt(chunk.endMs, index);
      const outcome = elementAt(chunk.outcome, index);
      const due = at(intendedMs);
      due.offered += 1;
      if (outcome === outcomeCode.dropped) due.dropped += 1;
      if (outcome === outcomeCode.dropped || Number.isNaN(endMs)) continue;
      const ended = at(endMs);
      lastMs = Math.max(lastMs, endMs - startedAtMs);
      ended.sentBytes += elementAt(chunk.sentBytes, index);
      ended.receivedBytes += elementAt(chunk.receivedBytes, index);
      if (outcome === outcomeCode.ok) ended.latenciesMs.push(endMs - intendedMs);
      else countFailure(ended, placeOfKind.get(elementAt(chunk.errorKind, index)), errorKinds.length);
    }
  }
  return { bySecond, lastMs, past };
}

/** A failure of the warm-up may be of a kind that no counted request had: it is counted, and has no place among the kinds. */
function countFailure(second: Second, place: number | undefined, kinds: number): void {
  second.failed += 1;
  if (place === undefined) return;
  if (second.failedByKind.length === 0) second.failedByKind = new Array<number>(kinds).fill(0);
  second.failedByKind[place] = (second.failedByKind[place] ?? 0) + 1;
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

const secondMs = 1000;

type MachineFigures = Pick<
  SeriesPoint,
  | 'engineCpuPercent'
  | 'clientCpuPercent'
  | 'totalCpuPercent'
  | 'engineMemoryBytes'
  | 'gpuUtilizationPercent'
  | 'gpuMemoryBytes'
>;

/**
 * How the machine was in each second of a step, on the mean of the samples in it: utilization of all GPUs on the mean,
 * their memory together. What was not sampled in a second is absent.
 *
 * @returns the figures of a second, counted from 0 at the step's start
 */
function telemetryBySecond(
  startedAtMs: number,
  samples: readonly TelemetrySample[],
  role: ProcessRole | undefined,
): (second: number) => MachineFigures {
  const processOf = (sample: TelemetrySample, wanted: ProcessRole | undefined) =>
    sample.processes.find(({ role: own }) => own === wanted);
  const figures: Record<keyof MachineFigures, (sample: TelemetrySample) => number | undefined> = {
    engineCpuPercent: (sample) => processOf(sample, role)?.cpuPercent,
    clientCpuPercent: (sample) => processOf(sample, 'client')?.cpuPercent,
    totalCpuPercent: (sample) => sample.cpuTotalPercent,
    engineMemoryBytes: (sample) => processOf(sample, role)?.residentBytes,
    gpuUtilizationPercent: (sample) => meanOf(sample.gpus?.flatMap((device) => device.utilizationPercent ?? [])),
    gpuMemoryBytes: (sample) => sumOf(sample.gpus?.flatMap((device) => device.memoryUsedBytes ?? [])),
  };
  const means = Object.entries(figures).map(
    ([name, value]) => [name, meanBySecond(startedAtMs, samples, value)] as const,
  );
  return (second) =>
    Object.fromEntries(
      means.flatMap(([name, bySecond]) => {
        const mean = bySecond.get(second);
        return mean === undefined ? [] : [[name, mean]];
      }),
    );
}

function sumOf(values: readonly number[] | undefined): number | undefined {
  return values === undefined || values.length === 0 ? undefined : values.reduce((sum, value) => sum + value, 0);
}

function meanOf(values: readonly number[] | undefined): number | undefined {
  const sum = sumOf(values);
  return sum === undefined || values === undefined ? undefined : sum / values.length;
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
    const second = Math.max(0, Math.floor((sample.atMs - startedAtMs) / secondMs));
    const entry = sums.get(second) ?? { sum: 0, count: 0 };
    entry.sum += own;
    entry.count += 1;
    sums.set(second, entry);
  }
  return new Map([...sums].map(([second, { sum, count }]) => [second, sum / count]));
}
