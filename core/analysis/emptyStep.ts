import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { GpuPresence } from '../contract/telemetryProtocol.ts';
import { validityChecks } from './checks/validityChecks.ts';
import { describedLoad } from './describedLoad.ts';

/** The result of a step of which nothing was measured: everything is absent for the one reason. */
export function emptyStep(step: PlannedStep, reason: string, gpu: GpuPresence): StepResult {
  const absent = { absent: reason };
  return {
    id: step.id,
    target: step.target,
    engine: step.engine,
    model: step.model.id,
    scenario: step.scenario,
    level: step.level,
    phases: [],
    load: describedLoad(step),
    requests: { sent: 0, ok: 0, failed: 0, timedOut: 0, dropped: 0, reconnects: 0 },
    errors: [],
    memory: absent,
    cpu: absent,
    gpu: gpu.present ? absent : { absent: gpu.reason },
    network: absent,
    ...(step.slos === undefined ? {} : { slo: step.slos.map((objective) => ({ objective, ...absent })) }),
    validity: {
      verdict: 'invalid',
      checks: validityChecks.map(({ id }) => ({ id, status: 'skipped', detail: reason })),
    },
  };
}
