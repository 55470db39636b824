import type { StepResult } from '../../../core/contract/resultDocument.ts';

/** How long a step counted requests, all its measured phases together; undefined when it has none. */
export function measuredSeconds(step: StepResult): number | undefined {
  const measured = step.phases.filter(({ name }) => name === 'measured');
  if (measured.length === 0) return undefined;
  return measured.reduce((sum, { fromMs, toMs }) => sum + (toMs - fromMs), 0) / 1000;
}
