import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { GpuPresence } from '../contract/telemetryProtocol.ts';
import type { Failure } from '../contract/WorkerMessages.ts';
import { validityChecks } from './checks/validityChecks.ts';
import { describedLoad } from './describedLoad.ts';

/** The result of a step that could not begin: nothing was sent, everything is absent for that reason. */
export function failedStep(step: PlannedStep, failure: Failure, gpu: GpuPresence, interrupted: boolean): StepResult {
  const absent = { absent: 'the step did not begin' };
  return {
    id: step.id,
    target: step.target,
    engine: step.engine,
    model: step.model.id,
    scenario: step.scenario,
    level: step.level,
    phases: [],
    load: describedLoad(step),
    failure: { ...failure },
    ...(interrupted ? { interrupted } : {}),
    requests: { sent: 0, ok: 0, failed: 0, timedOut: 0, dropped: 0, reconnects: 0 },
    errors: [],
    memory: absent,
    cpu: absent,
    gpu: gpu.present ? absent : { absent: gpu.reason },
    network: absent,
    ...(step.slos === undefined ? {} : { slo: step.slos.map((objective) => ({ objective, ...absent })) }),
    validity: {
      verdict: 'invalid',
      checks: validityChecks.map(({ id }) => ({ id, status: 'skipped', detail: absent.absent })),
    },
  };
}
