import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

/**
 * The seed of a step's own random numbers, 0 to 2^32 − 1: from the plan's seed, the scenario and the level. The same for
 * every target and model, which so get the same requests; different between levels, so that no prompt of one level comes
 * again in the next and meets a warm cache. (FNV-1a of the text.)
 */
export function stepSeed(step: Pick<PlannedStep, 'load' | 'scenario' | 'level'>): number {
  const text = `${step.load.seed} ${step.scenario} ${step.level.label}`;
  let hash = 0x811c9dc5;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), 0x01000193);
  return hash >>> 0;
}
