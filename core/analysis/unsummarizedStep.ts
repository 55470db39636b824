import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { GpuPresence } from '../contract/telemetryProtocol.ts';
import { emptyStep } from './emptyStep.ts';

/**
 * The result of a step whose records contradict themselves, such as an instant that is no number: no figure of it can be
 * trusted, so it has none, and says why. Its run, and the run's other steps, are as they were.
 *
 * @param error what came in the way of deriving it.
 */
export function unsummarizedStep(
  step: PlannedStep,
  error: unknown,
  gpu: GpuPresence,
  interrupted: boolean,
): StepResult {
  const detail = error instanceof Error ? error.message : String(error);
  return {
    ...emptyStep(step, 'the records of this step contradict themselves', gpu),
    failure: {
      reason: 'The records of this step contradict themselves, so that no figures can be derived from them.',
      remedy: 'The records are kept. Run this step again; if it happens again, report it with the text below.',
      detail,
    },
    ...(interrupted ? { interrupted } : {}),
  };
}
