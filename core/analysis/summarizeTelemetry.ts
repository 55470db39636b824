import type { GpuDevice, StepResult } from '../contract/resultDocument.ts';
import {
  cpuReadingMs,
  type GpuDeviceSample,
  type GpuPresence,
  type ProcessRole,
  type TelemetryLosses,
  type TelemetrySample,
} from '../contract/telemetryProtocol.ts';
import type { MeasuredWindow } from './measuredWindow.ts';
import { missingSamples, type TargetProcesses } from './memory/memoryLevels.ts';
import { memoryOf } from './memory/memoryOf.ts';

export interface StepTelemetry {
  samples: readonly TelemetrySample[];
  /** Undefined when nothing was measured. */
  window: MeasuredWindow | undefined;
  processes: TargetProcesses;
  /** Where growing memory is a leak, or why it is none anywhere; undefined when nothing was measured. */
  trendWindow: MeasuredWindow | { absent: string } | undefined;
  /** Why samples are missing, when that is known. */
  losses: TelemetryLosses;
  gpu: GpuPresence;
  /** Requests that succeeded in the window. */
  ok: number;
}

/** Memory, CPU and GPU of a step's measured window; each is absent with a reason where nothing was sampled. */
export function summarizeTelemetry(telemetry: StepTelemetry): Pick<StepResult, 'memory' | 'cpu' | 'gpu'> {
  const { window, gpu, trendWindow } = telemetry;
  if (window === undefined || trendWindow === undefined) {
    const nothing = { absent: 'nothing was measured' };
    return { memory: nothing, cpu: nothing, gpu: gpu.present ? nothing : { absent: gpu.reason } };
  }
  const samples = telemetry.samples.filter(({ atMs }) => atMs >= window.fromMs && atMs <= window.toMs);
  const measured = { ...telemetry, samples, window };
  return { memory: memoryOf(measured, trendWindow), cpu: cpuOf(measured), gpu: gpuOf(measured) };
}

/** With the samples of the measured window alone. */
interface MeasuredTelemetry extends StepTelemetry {
  window: MeasuredWindow;
}

function cpuOf(measured: MeasuredTelemetry): StepResult['cpu'] {
  const { samples, processes, window, ok } = measured;
  if ('absent' in processes) return processes;
  const { role } = processes;
  const seconds = secondsOf(window);
  if (seconds * 1000 <= cpuReadingMs) {
    const reading = `the ${(cpuReadingMs / 1000).toFixed(1)} s that a reading of CPU time is over`;
    return { absent: `the measured ${seconds.toFixed(1)} s are shorter than ${reading}` };
  }
  // Readings of before would mix what came before the window into its mean.
  const within = samples.filter(({ atMs }) => atMs >= window.fromMs + cpuReadingMs);
  const seen = within.filter((sample) => roleOf(sample, role)?.cpuPercent !== undefined);
  const absent = missingSamples(measured, seen, 'processes', 'CPU time');
  if (absent !== undefined) return { absent };
  const percent = seen.flatMap((sample) => roleOf(sample, role)?.cpuPercent ?? []);
  const client = within.flatMap((sample) => roleOf(sample, 'client')?.cpuPercent ?? []);
  const machine = samples.flatMap((sample) => sample.cpuTotalPercent ?? []);
  const meanPercent = mean(percent);
  const cpuSeconds = (meanPercent / 100) * seconds;
  return {
    meanPercent,
    peakPercent: maximum(percent),
    ...(cpuSeconds > 0 ? { requestsPerCpuSecond: ok / cpuSeconds } : {}),
    of: processes.of,
    ...(client.length > 0 ? { clientMeanPercent: mean(client) } : {}),
    ...(machine.length > 0 ? { machineMeanPercent: mean(machine) } : {}),
  };
}

function gpuOf(measured: MeasuredTelemetry): StepResult['gpu'] {
  if (!measured.gpu.present) return { absent: measured.gpu.reason };
  const seen = measured.samples.filter(({ gpus }) => gpus !== undefined && gpus.length > 0);
  const absent = missingSamples(measured, seen, 'nvidia-smi', 'GPU');
  if (absent !== undefined) return { absent };
  const byUuid = new Map<string, GpuDeviceSample[]>();
  for (const device of seen.flatMap(({ gpus }) => gpus ?? [])) {
    byUuid.set(device.uuid, [...(byUuid.get(device.uuid) ?? []), device]);
  }
  return { devices: [...byUuid.values()].map(deviceOf) };
}

function secondsOf({ fromMs, toMs }: MeasuredWindow): number {
  return (toMs - fromMs) / 1000;
}

function deviceOf(samples: readonly GpuDeviceSample[]): GpuDevice {
  const [first] = samples;
  if (first === undefined) throw new RangeError('a device without samples has no figures');
  const figure = (
    name: 'utilizationPercent' | 'memoryUsedBytes' | 'powerWatts' | 'temperatureCelsius' | 'smClockMhz',
  ): object => {
    const values = samples.flatMap((sample) => sample[name] ?? []);
    return values.length === 0 ? {} : { [name]: { mean: mean(values), max: maximum(values) } };
  };
  const reasons = [...new Set(samples.flatMap(({ throttleReasons }) => throttleReasons ?? []))];
  return {
    index: first.index,
    uuid: first.uuid,
    name: first.name,
    ...figure('utilizationPercent'),
    ...figure('memoryUsedBytes'),
    ...figure('powerWatts'),
    ...figure('temperatureCelsius'),
    ...figure('smClockMhz'),
    ...(reasons.length > 0 ? { throttleReasons: reasons } : {}),
  };
}

function roleOf(sample: TelemetrySample, role: ProcessRole): TelemetrySample['processes'][number] | undefined {
  return sample.processes.find((process) => process.role === role);
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A loop and not a spread: hours of samples exceed the number of arguments that a call may have. */
function maximum(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);
}
