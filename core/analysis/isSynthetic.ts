import type { Fingerprint, StepResult } from '../contract/resultDocument.ts';

/** Whether a step's target and model ran with made-up weights, so that its text means nothing. */
export function isSynthetic(step: Pick<StepResult, 'target' | 'model'>, fingerprint: Fingerprint): boolean {
  return fingerprint.engines.some(
    ({ target, model, weights }) => target === step.target && model === step.model && weights === 'synthetic',
  );
}
