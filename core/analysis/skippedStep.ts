import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { GpuPresence } from '../contract/telemetryProtocol.ts';
import { emptyStep } from './emptyStep.ts';

/**
 * The result of a step that was planned and not carried out, because what was measured before it tells enough. Nothing
 * went wrong: it has no failure.
 *
 * @param reason to be read after "not tried: ".
 */
export function skippedStep(step: PlannedStep, reason: string, gpu: GpuPresence): StepResult {
  return { ...emptyStep(step, `not tried: ${reason}`, gpu), skipped: { reason } };
}
