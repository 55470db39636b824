import type { PlanEstimate, PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';
import { betweenStepsSeconds } from './betweenStepsSeconds.ts';
import { expectedRequests } from './expectedRequests.ts';
import { searchEstimates } from './searchEstimate.ts';

/** Seconds to start an engine and load its model: read from a warm cache, and with the weights made first. */
const engineStartSeconds = { least: 1, usual: 3, first: 12 };

/**
 * How long a plan takes. Measured and warm-up time are exact but for searches, whose levels are not known before; starting
 * engines is not exact either, hence the range. Requests are known beforehand of open loops with a rate, and of closed
 * ones where the latency is: on dummy models.
 */
export function estimatePlan(steps: readonly PlannedStep[]): PlanEstimate {
  const loadSeconds = sum(steps.map(secondsOf));
  const searching = searchEstimates(steps);
  const engines = new Set(
    steps
      .filter(({ engine }) => engine === 'onnx')
      .map(({ target, model, threads, provider }) => `${target} ${model.id} ${threads} ${provider}`),
  );
  // Steps that load their engine themselves start it anew.
  const starts = engines.size + steps.filter(({ loading }) => loading !== undefined).length;
  const between = steps.length * betweenStepsSeconds;
  const byScenario = new Map<ScenarioName, { steps: number; seconds: number }>();
  const add = (scenario: ScenarioName, count: number, seconds: number): void => {
    const entry = byScenario.get(scenario) ?? { steps: 0, seconds: 0 };
    byScenario.set(scenario, { steps: entry.steps + count, seconds: entry.seconds + seconds });
  };
  for (const step of steps) {
    const start = step.loading === undefined ? 0 : engineStartSeconds.usual;
    add(step.scenario, 1, secondsOf(step) + betweenStepsSeconds + start);
  }
  for (const { scenario, steps: more, usualSeconds } of searching) add(scenario, Math.round(more), usualSeconds);
  const requests = searching.length > 0 ? [undefined] : steps.map(requestsOf);
  return {
    measuredSeconds:
      sum(steps.map((step) => step.durationSeconds)) + sum(searching.map(({ measuredSeconds }) => measuredSeconds)),
    totalSeconds:
      loadSeconds +
      sum(searching.map(({ usualSeconds }) => usualSeconds)) +
      between +
      starts * engineStartSeconds.usual,
    lowSeconds: loadSeconds + sum(searching.map(({ lowSeconds }) => lowSeconds)) + starts * engineStartSeconds.least,
    highSeconds:
      loadSeconds * 1.1 +
      sum(searching.map(({ highSeconds }) => highSeconds)) +
      between +
      starts * engineStartSeconds.first,
    ...(requests.every((count) => count !== undefined) ? { requests: Math.round(sum(requests)) } : {}),
    byScenario: [...byScenario].map(([scenario, entry]) => ({ scenario, ...entry })),
  };
}

/** Of a step by itself, what comes before its load included. */
function secondsOf({ warmupSeconds, durationSeconds, loading }: PlannedStep): number {
  return (loading?.idleSeconds ?? 0) + warmupSeconds + durationSeconds;
}

function requestsOf(step: PlannedStep): number | undefined {
  const { model, load, requestLimit = Number.POSITIVE_INFINITY } = step;
  if (load.loop === 'open') return expectedRequests(step);
  if (model.latencyMs === undefined) return undefined;
  const latencyMs =
    model.latencyMs +
    (load.batchSize - 1) * (model.latencyPerItemMs ?? 0) +
    step.outputTokens * (model.latencyPerOutputTokenMs ?? 0);
  const places = (concurrency: number): number => Math.min(concurrency, model.slots ?? Number.POSITIVE_INFINITY);
  const inFlight = load.concurrency ?? 1;
  const phases = load.phases ?? [{ durationSeconds: step.durationSeconds, concurrency: inFlight }];
  const placeSeconds =
    step.warmupSeconds * places(phases[0]?.concurrency ?? inFlight) +
    sum(phases.map(({ durationSeconds, concurrency = inFlight }) => durationSeconds * places(concurrency)));
  return Math.min((placeSeconds * 1000) / latencyMs, requestLimit);
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
