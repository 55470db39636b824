import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { GpuPresence } from '../contract/telemetryProtocol.ts';
import type { Failure } from '../contract/WorkerMessages.ts';
import { emptyStep } from './emptyStep.ts';

/** The result of a step that could not begin: nothing was sent, everything is absent for that reason. */
export function failedStep(step: PlannedStep, failure: Failure, gpu: GpuPresence, interrupted: boolean): StepResult {
  return {
    ...emptyStep(step, 'the step did not begin', gpu),
    failure: { ...failure },
    ...(interrupted ? { interrupted } : {}),
  };
}
