import type { Absent } from '../../contract/distribution.ts';
import type { PlannedStep } from '../../contract/plannedStep.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import { trendOfWandering } from '../../statistics/trendOfWandering.ts';
import type { MeasuredWindow } from '../measuredWindow.ts';
import { type MemoryObservation, memoryLevelsOf, residentBytes } from './memoryLevels.ts';

type SampledMemory = Exclude<StepResult['memory'], { absent: string } | undefined>;

/** A trend of a shorter time, carried on to an hour, would be its noise a hundred times over. */
const fewestTrendMs = 60_000;
const msPerHour = 3_600_000;

/** A window that a timer cut a moment short is one of its planned length. */
const toleranceMs = 500;

/**
 * Memory of a step: what was resident at most and on the mean, and how it grows.
 *
 * @param trendWindow where growth means that something is not given back, or why it means nothing
 */
export function memoryOf(
  observation: MemoryObservation,
  trendWindow: MeasuredWindow | { absent: string },
): StepResult['memory'] {
  const { processes } = observation;
  const levels = memoryLevelsOf(observation);
  if ('absent' in levels) return levels;
  if ('absent' in processes) return processes;
  return {
    ...levels,
    of: processes.of,
    ...(levels.gpuPeakBytes === undefined ? {} : { gpuOf: 'the devices as a whole, whoever uses them' }),
    ...('absent' in trendWindow ? { leakAbsent: trendWindow.absent } : leakOf(observation, processes, trendWindow)),
  };
}

/** How memory grows per hour of such a load: the trend of what is resident. */
function leakOf(
  { samples }: MemoryObservation,
  processes: Parameters<typeof residentBytes>[1],
  { fromMs, toMs }: MeasuredWindow,
): Pick<SampledMemory, 'leakBytesPerHour' | 'leakBytesPerHourInterval95' | 'leakAbsent'> {
  const lengthMs = toMs - fromMs;
  if (lengthMs < fewestTrendMs - toleranceMs) {
    const seconds = `${(lengthMs / 1000).toFixed(1)} of ${fewestTrendMs / 1000} s`;
    return { leakAbsent: `${seconds} that a trend of memory needs` };
  }
  const points = samples.flatMap((sample): [number, number][] => {
    const bytes = residentBytes(sample, processes);
    return bytes === undefined || sample.atMs < fromMs || sample.atMs >= toMs ? [] : [[sample.atMs, bytes]];
  });
  const trend = trendOfWandering(
    Float64Array.from(points, ([atMs]) => atMs),
    Float64Array.from(points, ([, bytes]) => bytes),
  );
  if ('absent' in trend) return { leakAbsent: `${trend.absent} of memory` };
  const [low, high] = trend.interval95;
  return {
    leakBytesPerHour: trend.slope * msPerHour,
    leakBytesPerHourInterval95: [low * msPerHour, high * msPerHour],
  };
}

/** The phase of a memory profile in which load and caches are as they stay. */
const steadyPhase = 'steady';

/**
 * The part of a step over which growing memory means that something is not given back: all that was measured, or the
 * steady phase of a memory profile. Absent where the load changes on purpose, and memory with it.
 *
 * @param measuredFromMs when the first phase began, on the clock of the window; undefined where nobody could tell
 */
export function trendWindowOf(
  { load }: Pick<PlannedStep, 'load'>,
  window: MeasuredWindow,
  measuredFromMs: number | undefined,
): Absent | MeasuredWindow {
  if (load.phases === undefined) {
    const isEven = load.traffic === undefined || load.traffic.kind === 'conversations';
    return isEven ? window : { absent: 'the load changes over the step, and memory with it' };
  }
  if (measuredFromMs === undefined) return { absent: 'the runner ended before it could tell when phases began' };
  let fromMs = measuredFromMs;
  for (const { name, durationSeconds } of load.phases) {
    const toMs = fromMs + durationSeconds * 1000;
    if (name === steadyPhase) {
      const within = { fromMs: Math.max(fromMs, window.fromMs), toMs: Math.min(toMs, window.toMs) };
      return within.toMs > within.fromMs ? within : { absent: 'the steady phase was not reached' };
    }
    fromMs = toMs;
  }
  return { absent: 'the load changes from phase to phase, and memory with it' };
}
