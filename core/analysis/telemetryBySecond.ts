import type { SeriesPoint } from '../contract/resultDocument.ts';
import type { ProcessRole, TelemetrySample } from '../contract/telemetryProtocol.ts';

const bucketMs = 1000;

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
export function telemetryBySecond(
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
    const second = Math.max(0, Math.floor((sample.atMs - startedAtMs) / bucketMs));
    const entry = sums.get(second) ?? { sum: 0, count: 0 };
    entry.sum += own;
    entry.count += 1;
    sums.set(second, entry);
  }
  return new Map([...sums].map(([second, { sum, count }]) => [second, sum / count]));
}
