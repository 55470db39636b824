import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { GpuPresence } from '../contract/telemetryProtocol.ts';
import type { TrafficPlan } from '../contract/trafficPlan.ts';
import type { Failure } from '../contract/WorkerMessages.ts';
import { validityChecks } from './checks/validityChecks.ts';

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

/** The result of a step that could not begin: nothing was sent, everything is absent for that reason. */
export function failedStep(step: PlannedStep, failure: Failure, gpu: GpuPresence, interrupted: boolean): StepResult {
  return {
    ...emptyStep(step, 'the step did not begin', gpu),
    failure: { ...failure },
    ...(interrupted ? { interrupted } : {}),
  };
}

/**
 * The result of a step that was planned and not carried out, because what was measured before it tells enough. Nothing
 * went wrong: it has no failure.
 *
 * @param reason to be read after "not tried: ".
 */
export function skippedStep(step: PlannedStep, reason: string, gpu: GpuPresence): StepResult {
  return { ...emptyStep(step, `not tried: ${reason}`, gpu), skipped: { reason } };
}

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

/** The result, for now, of a step that was measured while deriving its result did not succeed. What was measured is kept. */
export function underivedStep(step: PlannedStep, failure: Failure, gpu: GpuPresence, interrupted: boolean): StepResult {
  return {
    ...emptyStep(step, 'the result could not be derived', gpu),
    failure: {
      ...failure,
      reason: `This step was measured, but its result could not be derived: ${failure.reason}`,
      remedy: `Its records are kept: "history show" and "report" derive it when they are asked. ${failure.remedy}`,
    },
    ...(interrupted ? { interrupted } : {}),
  };
}

/** The load of a step as its result tells it. */
export function describedLoad(step: PlannedStep): StepResult['load'] {
  const { loop, concurrency, ratePerSecond, arrival, maxInFlight, runners, batchSize, seed, traffic } = step.load;
  return {
    loop,
    ...(concurrency === undefined ? {} : { concurrency }),
    ...(ratePerSecond === undefined ? {} : { ratePerSecond }),
    ...(arrival === undefined ? {} : { arrival }),
    ...(traffic === undefined ? {} : { traffic: trafficName(traffic) }),
    ...(maxInFlight === undefined ? {} : { maxInFlight }),
    ...(runners === undefined ? {} : { runners }),
    batchSize,
    seed,
    ...(step.model.task === 'run' ? {} : { promptTokens: step.promptTokens, outputTokens: step.outputTokens }),
    warmupSeconds: step.warmupSeconds,
    durationSeconds: step.durationSeconds,
  };
}

/** `day`, `conversations`, or a recording by its name; of a file without its folder, which is nobody else's business. */
function trafficName(traffic: TrafficPlan): string {
  if (traffic.kind === 'builtInTrace') return traffic.name;
  if (traffic.kind !== 'traceFile') return traffic.kind;
  return traffic.path.split(/[\\/]/).at(-1) ?? traffic.path;
}
