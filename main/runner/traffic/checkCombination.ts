import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

/**
 * When requests come cannot be said twice, nor what they are like.
 *
 * @throws Error naming the two fields that contradict each other
 */
export function checkCombination({ loop, traffic, phases, classes }: PlannedStep['load']): void {
  for (const [name, value] of Object.entries({ traffic, classes })) {
    if (loop === 'closed' && value !== undefined) throw new Error(`load.${name} cannot be had with load.loop "closed"`);
  }
  if (traffic === undefined) return;
  if (phases !== undefined) throw new Error(`load.phases cannot be had with load.traffic "${traffic.kind}"`);
  if (classes !== undefined && traffic.kind !== 'day') {
    throw new Error(`load.classes cannot be had with load.traffic "${traffic.kind}", which has lengths of its own`);
  }
}
