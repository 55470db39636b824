import type { PlanEstimate, PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';

/** Seconds to start an engine and load its model: read from a warm cache, and with the weights made first. */
const engineStartSeconds = { usual: 3, first: 12 };
/** Seconds between two steps: the last requests end, the result is derived and stored. */
const betweenStepsSeconds = 0.5;

/** Levels that a search most often has beside its first: doublings up to a few dozen in flight, and some for its knee. */
const usualSearchLevels = 7;
/** The fewest it can have beside its first: two that bring no more. */
const fewestSearchLevels = 2;

/**
 * How long a plan takes. Measured and warm-up time are exact but for searches, whose levels are not
 * known before; starting engines is not exact either, hence the range. Requests are
 * known beforehand only where the latency is: on dummy models.
 */
export function estimatePlan(steps: readonly PlannedStep[]): PlanEstimate {
  const loadSeconds = sum(steps.map((step) => step.warmupSeconds + step.durationSeconds));
  const searching = searchesOf(steps);
  const measuredSeconds = sum(steps.map((step) => step.durationSeconds)) + searching.measuredSeconds;
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
    totalSeconds: loadSeconds + searching.usualSeconds + between + engines.size * engineStartSeconds.usual,
    lowSeconds: loadSeconds + searching.lowSeconds + engines.size,
    highSeconds: loadSeconds * 1.1 + searching.highSeconds + between + engines.size * engineStartSeconds.first,
    ...(requests === undefined ? {} : { requests }),
    byScenario: [...byScenario].map(([scenario, entry]) => ({ scenario, ...entry })),
  };
}

/** What searches add to the steps that stand in the plan; one of which all but the first are planned already adds nothing. */
function searchesOf(steps: readonly PlannedStep[]) {
  const levels = new Map<string, PlannedStep[]>();
  for (const step of steps.filter(({ search }) => search !== undefined)) {
    const key = JSON.stringify([step.target, step.model.id, step.scenario]);
    levels.set(key, [...(levels.get(key) ?? []), step]);
  }
  const total = { measuredSeconds: 0, usualSeconds: 0, lowSeconds: 0, highSeconds: 0 };
  for (const [first, ...rest] of levels.values()) {
    if (first?.search === undefined) continue;
    const levelSeconds = first.warmupSeconds + first.durationSeconds + betweenStepsSeconds;
    const usual = Math.max(0, usualSearchLevels - rest.length);
    const most = Math.max(0, first.search.budgetSeconds / first.durationSeconds - 1 - rest.length);
    total.measuredSeconds += Math.min(usual, most) * first.durationSeconds;
    total.usualSeconds += Math.min(usual, most) * levelSeconds;
    total.lowSeconds += Math.max(0, fewestSearchLevels - rest.length) * levelSeconds;
    total.highSeconds += most * levelSeconds;
  }
  return total;
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
