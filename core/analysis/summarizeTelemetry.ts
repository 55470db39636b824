import type { GpuDevice, StepResult } from '../contract/resultDocument.ts';
import type { GpuDeviceSample, GpuPresence, ProcessRole, TelemetrySample } from '../contract/telemetryProtocol.ts';
import type { MeasuredWindow } from './measuredWindow.ts';

/** Whose processes stand for the system under test. A dummy target lives inside the client. */
const described = { engine: 'engine process', client: 'client process, in which the dummy target lives' } as const;

export interface StepTelemetry {
  samples: readonly TelemetrySample[];
  /** Undefined when nothing was measured. */
  window: MeasuredWindow | undefined;
  /** Role of the system under test. */
  role: ProcessRole;
  /** Why samples are missing, when that is known. */
  lost?: string;
  gpu: GpuPresence;
  /** Requests that succeeded in the window. */
  ok: number;
}

/** Memory, CPU and GPU of a step's measured window; each is absent with a reason where nothing was sampled. */
export function summarizeTelemetry(telemetry: StepTelemetry): Pick<StepResult, 'memory' | 'cpu' | 'gpu'> {
  const { window, gpu } = telemetry;
  if (window === undefined) {
    const nothing = { absent: 'nothing was measured' };
    return { memory: nothing, cpu: nothing, gpu: gpu.present ? nothing : { absent: gpu.reason } };
  }
  const samples = telemetry.samples.filter(({ atMs }) => atMs >= window.fromMs && atMs <= window.toMs);
  const measured = { ...telemetry, samples, seconds: (window.toMs - window.fromMs) / 1000 };
  return { memory: memoryOf(measured), cpu: cpuOf(measured), gpu: gpuOf(measured) };
}

/** With the samples of the measured window alone. */
interface MeasuredTelemetry extends StepTelemetry {
  seconds: number;
}

function memoryOf(measured: MeasuredTelemetry): StepResult['memory'] {
  const resident = measured.samples.flatMap((sample) => roleOf(sample, measured.role)?.residentBytes ?? []);
  if (resident.length === 0) return { absent: missing(measured, 'memory') };
  return { peakBytes: maximum(resident), meanBytes: mean(resident), of: described[measured.role] };
}

function cpuOf(measured: MeasuredTelemetry): StepResult['cpu'] {
  const { samples, role, seconds, ok } = measured;
  const percent = samples.flatMap((sample) => roleOf(sample, role)?.cpuPercent ?? []);
  if (percent.length === 0) return { absent: missing(measured, 'CPU time') };
  const client = samples.flatMap((sample) => roleOf(sample, 'client')?.cpuPercent ?? []);
  const machine = samples.flatMap((sample) => sample.cpuTotalPercent ?? []);
  const meanPercent = mean(percent);
  const cpuSeconds = (meanPercent / 100) * seconds;
  return {
    meanPercent,
    peakPercent: maximum(percent),
    ...(cpuSeconds > 0 ? { requestsPerCpuSecond: ok / cpuSeconds } : {}),
    of: described[role],
    ...(client.length > 0 ? { clientMeanPercent: mean(client) } : {}),
    ...(machine.length > 0 ? { machineMeanPercent: mean(machine) } : {}),
  };
}

function gpuOf(measured: MeasuredTelemetry): StepResult['gpu'] {
  if (!measured.gpu.present) return { absent: measured.gpu.reason };
  const byUuid = new Map<string, GpuDeviceSample[]>();
  for (const device of measured.samples.flatMap(({ gpus }) => gpus ?? [])) {
    byUuid.set(device.uuid, [...(byUuid.get(device.uuid) ?? []), device]);
  }
  if (byUuid.size === 0) return { absent: missing(measured, 'GPU') };
  return { devices: [...byUuid.values()].map(deviceOf) };
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

function missing({ lost, seconds }: MeasuredTelemetry, what: string): string {
  return lost ?? `no ${what} sample fell into the measured ${seconds.toFixed(1)} s`;
}

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}

/** A loop and not a spread: hours of samples exceed the number of arguments that a call may have. */
function maximum(values: readonly number[]): number {
  return values.reduce((largest, value) => Math.max(largest, value), Number.NEGATIVE_INFINITY);
}
