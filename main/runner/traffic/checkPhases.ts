import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

/** Of the measured time: rounding of what shares of it add up to. */
const tolerance = 1e-6;

/**
 * Holds the phases of a step against its measured time: results tell them apart by their durations.
 *
 * @throws Error when they are not as long together as the step is measured
 */
export function checkPhases({ load, durationSeconds }: Pick<PlannedStep, 'load' | 'durationSeconds'>): void {
  if (load.phases === undefined) return;
  const together = load.phases.reduce((sum, phase) => sum + phase.durationSeconds, 0);
  if (Math.abs(together - durationSeconds) <= tolerance * durationSeconds) return;
  throw new Error(
    `load.phases last ${together} s together, and durationSeconds is ${durationSeconds}: make them equal`,
  );
}
