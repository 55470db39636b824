import type { PlanEstimate, PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';

/** Seconds to start an engine and load its model: read from a warm cache, and with the weights made first. */
const engineStartSeconds = { usual: 3, first: 12 };
/** Seconds between two steps: the last requests end, the result is derived and stored. */
const betweenStepsSeconds = 0.5;

/**
 * How long a plan takes. Measured and warm-up time are exact; starting engines is not, hence the range. Requests are
 * known beforehand only where the latency is: on dummy models.
 */
export function estimatePlan(steps: readonly PlannedStep[]): PlanEstimate {
  const measuredSeconds = sum(steps.map((step) => step.durationSeconds));
  const loadSeconds = sum(steps.map((step) => step.warmupSeconds + step.durationSeconds));
  const engines = new Set(
    steps
      .filter(({ engine }) => engine === 'onnx')
      .map(({ target, model, threads, provider }) => `${target} ${model.id} ${threads} ${provider}`),
  );
  const between = steps.length * betweenStepsSeconds;
  const requests = steps.every(({ model }) => model.latencyMs !== undefined)
    ? Math.round(sum(steps.map(requestsOf)))
    : undefined;
  const byScenario = new Map<ScenarioName, { steps: number; seconds: number }>();
  for (const step of steps) {
    const entry = byScenario.get(step.scenario) ?? { steps: 0, seconds: 0 };
    entry.steps += 1;
    entry.seconds += step.warmupSeconds + step.durationSeconds + betweenStepsSeconds;
    byScenario.set(step.scenario, entry);
  }
  return {
    measuredSeconds,
    totalSeconds: loadSeconds + between + engines.size * engineStartSeconds.usual,
    lowSeconds: loadSeconds + engines.size,
    highSeconds: loadSeconds * 1.1 + between + engines.size * engineStartSeconds.first,
    ...(requests === undefined ? {} : { requests }),
    byScenario: [...byScenario].map(([scenario, entry]) => ({ scenario, ...entry })),
  };
}

function requestsOf(step: PlannedStep): number {
  const latencyMs = (step.model.latencyMs ?? 0) + (step.load.batchSize - 1) * (step.model.latencyPerItemMs ?? 0);
  const inFlight = Math.min(step.load.concurrency ?? 1, step.model.slots ?? Number.POSITIVE_INFINITY);
  const untilDone = ((step.warmupSeconds + step.durationSeconds) * 1000 * inFlight) / latencyMs;
  return Math.min(untilDone, step.requestLimit ?? Number.POSITIVE_INFINITY);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
