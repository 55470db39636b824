import type { PlannedStep } from '../../core/contract/plannedStep.ts';
import { seedOfText } from '../../core/statistics/SeededRandom.ts';

/**
 * The seed of a step's own random numbers, 0 to 2^32 − 1: from the plan's seed, the scenario and the level. The same for
 * every target and model, which so get the same requests; different between levels, so that no prompt of one level comes
 * again in the next and meets a warm cache.
 */
export function stepSeed({ load, scenario, level }: Pick<PlannedStep, 'load' | 'scenario' | 'level'>): number {
  return seedOfText(`${load.seed} ${scenario} ${level.label}`);
}
