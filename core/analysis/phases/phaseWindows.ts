import type { PlannedPhase } from '../../contract/trafficPlan.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import type { OrderedRequests } from './orderedRequests.ts';
import type { PhaseWindow } from './PhaseWindow.ts';

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
