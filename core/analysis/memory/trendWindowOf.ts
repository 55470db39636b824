import type { Absent } from '../../contract/distribution.ts';
import type { PlannedStep } from '../../contract/plannedStep.ts';
import type { MeasuredWindow } from '../measuredWindow.ts';

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
