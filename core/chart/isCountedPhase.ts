import type { StepPhase } from '../contract/scenarioFigures.ts';

/** Whether requests of a phase count: not those of warm-up and cool-down, nor of what the step itself sets apart. */
export function isCountedPhase({ name, counted }: Pick<StepPhase, 'name' | 'counted'>): boolean {
  return counted !== false && name !== 'warmUp' && name !== 'coolDown';
}
