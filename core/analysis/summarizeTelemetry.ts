import type { GpuDevice, StepResult } from '../contract/resultDocument.ts';
import {
  cpuReadingMs,
  type GpuDeviceSample,
  type GpuPresence,
  type ProcessRole,
  type TelemetryLosses,
  type TelemetrySample,
  type TelemetrySource,
} from '../contract/telemetryProtocol.ts';
import { theilSenSlope } from '../statistics/theilSenSlope.ts';
import type { MeasuredWindow } from './measuredWindow.ts';

/** Whose processes stand for the system under test. A dummy target lives inside the client. */
const described = { engine: 'engine process', client: 'client process, in which the dummy target lives' } as const;
export type MeasuredRole = keyof typeof described;

const outOfReach = 'which processes the server has is not known';

/** With its source lost, samples that end so long before the window do not stand for all of it. */
const longestGapMs: Readonly<Record<TelemetrySource, number>> = { processes: 1000, 'nvidia-smi': 3000 };

export interface StepTelemetry {
  samples: readonly TelemetrySample[];
  /** Undefined when nothing was measured. */
  window: MeasuredWindow | undefined;
  /** Undefined for a server, whose processes nobody follows. */
  role: MeasuredRole | undefined;
  /** Why samples are missing, when that is known. */
  losses: TelemetryLosses;
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
  const measured = { ...telemetry, samples, window };
  return { memory: memoryOf(measured), cpu: cpuOf(measured), gpu: gpuOf(measured) };
}

/** With the samples of the measured window alone. */
interface MeasuredTelemetry extends StepTelemetry {
  window: MeasuredWindow;
}

function memoryOf(measured: MeasuredTelemetry): StepResult['memory'] {
  const { samples, role } = measured;
  if (role === undefined) return { absent: outOfReach };
  const seen = samples.filter((sample) => roleOf(sample, role) !== undefined);
  const absent = missing(measured, seen, 'processes', 'memory');
  if (absent !== undefined) return { absent };
  const resident = seen.flatMap((sample) => roleOf(sample, role)?.residentBytes ?? []);
  return { peakBytes: maximum(resident), meanBytes: mean(resident), of: described[role], ...leakOf(seen, role) };
}

/** A trend of a shorter time, carried on to an hour, would be its noise a hundred times over. */
const fewestLeakMs = 60_000;
const msPerHour = 3_600_000;

/** How memory grows per hour of such a load: the trend of what is resident. */
function leakOf(
  seen: readonly TelemetrySample[],
  role: MeasuredRole,
): { leakBytesPerHour?: number; leakBytesPerHourInterval95?: [number, number] } {
  const [first] = seen;
  const last = seen.at(-1);
  if (first === undefined || last === undefined || last.atMs - first.atMs < fewestLeakMs) return {};
  const trend = theilSenSlope(
    Float64Array.from(seen, ({ atMs }) => atMs),
    Float64Array.from(seen, (sample) => roleOf(sample, role)?.residentBytes ?? 0),
  );
  if ('absent' in trend) return {};
  const [low, high] = trend.interval95;
  return {
    leakBytesPerHour: trend.slope * msPerHour,
    leakBytesPerHourInterval95: [low * msPerHour, high * msPerHour],
  };
}

function cpuOf(measured: MeasuredTelemetry): StepResult['cpu'] {
  const { samples, role, window, ok } = measured;
  if (role === undefined) return { absent: outOfReach };
  const seconds = secondsOf(window);
  if (seconds * 1000 <= cpuReadingMs) {
    const reading = `the ${(cpuReadingMs / 1000).toFixed(1)} s that a reading of CPU time is over`;
    return { absent: `the measured ${seconds.toFixed(1)} s are shorter than ${reading}` };
  }
  // Readings of before would mix what came before the window into its mean.
  const within = samples.filter(({ atMs }) => atMs >= window.fromMs + cpuReadingMs);
  const seen = within.filter((sample) => roleOf(sample, role)?.cpuPercent !== undefined);
  const absent = missing(measured, seen, 'processes', 'CPU time');
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
    of: described[role],
    ...(client.length > 0 ? { clientMeanPercent: mean(client) } : {}),
    ...(machine.length > 0 ? { machineMeanPercent: mean(machine) } : {}),
  };
}

function gpuOf(measured: MeasuredTelemetry): StepResult['gpu'] {
  if (!measured.gpu.present) return { absent: measured.gpu.reason };
  const seen = measured.samples.filter(({ gpus }) => gpus !== undefined && gpus.length > 0);
  const absent = missing(measured, seen, 'nvidia-smi', 'GPU');
  if (absent !== undefined) return { absent };
  const byUuid = new Map<string, GpuDeviceSample[]>();
  for (const device of seen.flatMap(({ gpus }) => gpus ?? [])) {
    byUuid.set(device.uuid, [...(byUuid.get(device.uuid) ?? []), device]);
  }
  return { devices: [...byUuid.values()].map(deviceOf) };
}

/** Why a figure is absent: nothing was seen of it, or no more after its source was lost. A peak of half a window is none. */
function missing(
  { losses, window }: MeasuredTelemetry,
  seen: readonly TelemetrySample[],
  source: TelemetrySource,
  what: string,
): string | undefined {
  const lost = losses.telemetry ?? losses[source];
  const measured = `the measured ${secondsOf(window).toFixed(1)} s`;
  const last = seen.at(-1);
  if (last === undefined) return lost ?? `no ${what} sample fell into ${measured}`;
  if (lost === undefined || window.toMs - last.atMs <= longestGapMs[source]) return undefined;
  return `${lost}: samples cover ${((last.atMs - window.fromMs) / 1000).toFixed(1)} s of ${measured}`;
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
