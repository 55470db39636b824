import type { PlannedStep } from '../../contract/plannedStep.ts';
import type { StepFacts } from '../../contract/runnerProtocol.ts';
import type { PlannedPhase } from '../../contract/trafficPlan.ts';
import { elementAt } from '../../statistics/arrays.ts';
import type { OrderedRequests, PhaseWindow } from './orderedRequests.ts';

/**
 * The phases that a step reached, with the requests whose intended start fell into each. What lies before the first or
 * after the last by rounding belongs to them.
 *
 * @param measuredFromMs when the first began
 * @param untilMs when the step was cut off; Infinity where it was not
 */
export function phaseWindows(
  phases: readonly PlannedPhase[],
  measuredFromMs: number,
  untilMs: number,
  requests: Pick<OrderedRequests, 'count' | 'intendedMs'>,
): PhaseWindow[] {
  const windows: PhaseWindow[] = [];
  let fromMs = measuredFromMs;
  let first = 0;
  for (const [index, phase] of phases.entries()) {
    if (index > 0 && fromMs >= untilMs) break;
    const plannedToMs = fromMs + phase.durationSeconds * 1000;
    const isLast = index === phases.length - 1;
    let past = first;
    while (past < requests.count && (isLast || elementAt(requests.intendedMs, past) < plannedToMs)) past += 1;
    windows.push({ phase, fromMs, toMs: Math.min(plannedToMs, untilMs), plannedToMs, first, past });
    fromMs = plannedToMs;
    first = past;
  }
  return windows;
}

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
