import type { Absent } from '../../contract/distribution.ts';
import type { PlannedStep } from '../../contract/plannedStep.ts';
import type {
  GpuPresence,
  ProcessRole,
  ServerProcesses,
  TelemetryLosses,
  TelemetrySample,
  TelemetrySource,
} from '../../contract/telemetryProtocol.ts';
import { targetTraits } from '../../targets/targets.ts';
import type { MeasuredWindow } from '../measuredWindow.ts';

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
interface MemoryLevels {
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
  // The client uses no GPU, nor does what lives in it.
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

/** With its source lost, samples that end so long before the window do not stand for all of it. */
const longestGapMs: Readonly<Record<TelemetrySource, number>> = { processes: 1000, 'nvidia-smi': 3000 };

/**
 * Why a figure is absent: nothing was seen of it, or no more after its source was lost. A peak of half a window is none.
 *
 * @param seen the samples of the window that tell the figure, in their order
 * @param what the figure in a sentence: "memory"
 */
export function missingSamples(
  { losses, window }: { losses: TelemetryLosses; window: MeasuredWindow },
  seen: readonly TelemetrySample[],
  source: TelemetrySource,
  what: string,
): string | undefined {
  const lost = losses.telemetry ?? losses[source];
  const measured = `the measured ${((window.toMs - window.fromMs) / 1000).toFixed(1)} s`;
  const last = seen.at(-1);
  if (last === undefined) return lost ?? `no ${what} sample fell into ${measured}`;
  if (lost === undefined || window.toMs - last.atMs <= longestGapMs[source]) return undefined;
  return `${lost}: samples cover ${((last.atMs - window.fromMs) / 1000).toFixed(1)} s of ${measured}`;
}

/** Whose processes stand for the system under test, or why nobody follows them. */
export type TargetProcesses = { role: Extract<ProcessRole, 'engine' | 'client'>; of: string } | { absent: string };

/**
 * The processes whose memory and processor time are a step's: the engine's, those of a server that were found on this
 * machine, or this client's for a target that lives inside it.
 */
export function targetProcesses(
  step: Pick<PlannedStep, 'engine'>,
  server: ServerProcesses | undefined,
): TargetProcesses {
  const { processes } = targetTraits(step);
  if (processes !== 'byAddress') return processes;
  if (server?.found === true) return { role: 'engine', of: 'server processes' };
  return { absent: server === undefined ? 'which processes the server has is not known' : server.reason };
}
