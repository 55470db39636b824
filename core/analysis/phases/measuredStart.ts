import type { PlannedStep } from '../../contract/plannedStep.ts';
import type { StepFacts } from '../../contract/runnerProtocol.ts';

/**
 * When the first phase of a step's load began, on the run's clock: as its runner says, or where it could not, with the
 * first request that counts, less the phases before it in which none are sent.
 *
 * @param firstIntendedMs intended start of that request; undefined where there is none
 */
export function measuredStart(
  { load }: Pick<PlannedStep, 'load'>,
  facts: Pick<StepFacts, 'measuredFromMs'> | undefined,
  firstIntendedMs: number | undefined,
): number | undefined {
  if (facts !== undefined) return facts.measuredFromMs;
  if (firstIntendedMs === undefined) return undefined;
  const phases = load.phases ?? [];
  const busy = phases.findIndex(
    ({ ratePerSecond = 0, toRatePerSecond = 0, concurrency = 0 }) => ratePerSecond + toRatePerSecond + concurrency > 0,
  );
  const idleSeconds = phases.slice(0, Math.max(0, busy)).reduce((sum, phase) => sum + phase.durationSeconds, 0);
  return firstIntendedMs - idleSeconds * 1000;
}
