import type { Absent } from '../../contract/distribution.ts';
import type { GpuPresence, TelemetryLosses, TelemetrySample } from '../../contract/telemetryProtocol.ts';
import type { MeasuredWindow } from '../measuredWindow.ts';
import { missingSamples } from './missingSamples.ts';
import type { TargetProcesses } from './targetProcesses.ts';

/** What telemetry saw of a stretch of time. */
export interface MemoryObservation {
  /** Of any time: those outside of the window are passed over. */
  samples: readonly TelemetrySample[];
  window: MeasuredWindow;
  processes: TargetProcesses;
  losses: TelemetryLosses;
  gpu: GpuPresence;
}

/** Bytes over a stretch of time. */
export interface MemoryLevels {
  peakBytes: number;
  meanBytes: number;
  /** Given out by all GPUs together, where they tell: to whom is not known. */
  gpuPeakBytes?: number;
  gpuMeanBytes?: number;
}

/** Resident memory of the system under test in a window, a step's or that of one of its phases, and that of the GPUs. */
export function memoryLevelsOf(observation: MemoryObservation): Absent | MemoryLevels {
  const { processes, window } = observation;
  if ('absent' in processes) return processes;
  const within = observation.samples.filter(({ atMs }) => atMs >= window.fromMs && atMs <= window.toMs);
  const seen = within.filter((sample) => residentBytes(sample, processes) !== undefined);
  const absent = missingSamples(observation, seen, 'processes', 'memory');
  if (absent !== undefined) return { absent };
  const { peak, mean } = peakAndMean(seen.flatMap((sample) => residentBytes(sample, processes) ?? []));
  return { peakBytes: peak, meanBytes: mean, ...gpuLevels(observation, within) };
}

/** Resident bytes of the processes under test in one sample; undefined where it does not tell them. */
export function residentBytes(sample: TelemetrySample, { role }: Exclude<TargetProcesses, Absent>): number | undefined {
  return sample.processes.find((process) => process.role === role)?.residentBytes;
}

function gpuLevels(
  observation: MemoryObservation,
  within: readonly TelemetrySample[],
): Pick<MemoryLevels, 'gpuPeakBytes' | 'gpuMeanBytes'> {
  // A dummy target lives in the client, which uses no GPU.
  if (!observation.gpu.present || !('role' in observation.processes) || observation.processes.role === 'client') {
    return {};
  }
  const told = (sample: TelemetrySample): number[] =>
    sample.gpus?.flatMap((device) => device.memoryUsedBytes ?? []) ?? [];
  // A reading that lacks a device would be a step down in their sum.
  const devices = within.reduce((most, sample) => Math.max(most, told(sample).length), 0);
  const seen = devices === 0 ? [] : within.filter((sample) => told(sample).length === devices);
  if (missingSamples(observation, seen, 'nvidia-smi', 'GPU') !== undefined) return {};
  const { peak, mean } = peakAndMean(seen.map((sample) => told(sample).reduce((sum, bytes) => sum + bytes, 0)));
  return { gpuPeakBytes: peak, gpuMeanBytes: mean };
}

/** A loop and not a spread: hours of samples exceed the number of arguments that a call may have. */
function peakAndMean(values: readonly number[]): { peak: number; mean: number } {
  let peak = Number.NEGATIVE_INFINITY;
  let sum = 0;
  for (const value of values) {
    peak = Math.max(peak, value);
    sum += value;
  }
  return { peak, mean: sum / values.length };
}
