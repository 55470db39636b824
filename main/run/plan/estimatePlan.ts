import type { PlanEstimate, PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ScenarioName } from '../../../core/contract/scenarioName.ts';
import { scenarioNamed } from '../../../core/scenarios/scenarios.ts';
import { targetTraits } from '../../../core/targets/targets.ts';
import { nextStep } from './levelStep.ts';
import { expectedRequests } from './memoryProblems.ts';

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
      .filter((step) => targetTraits(step).startsEngine === true)
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

/** Levels that a search most often has beside its first: doublings up to a few dozen in flight, and some for its knee. */
const usualLevels = 7;
/** The fewest it can have beside its first: two that bring no more. */
const fewestLevels = 2;
/** Levels between two doublings until the knee is known to an eighth: it mostly takes two of these, never more than three. */
const kneeLevels = { usual: 2, most: 3 };

/** What a search adds to the steps of it that stand in the plan, and what it will lead to. */
interface SearchEstimate {
  scenario: PlannedStep['scenario'];
  steps: number;
  measuredSeconds: number;
  usualSeconds: number;
  lowSeconds: number;
  highSeconds: number;
}

/** One for each search that has not come to its end: after that, what it led to stands in the plan. */
export function searchEstimates(steps: readonly PlannedStep[]): SearchEstimate[] {
  const cellOf = ({ target, model, scenario }: PlannedStep): string => JSON.stringify([target, model.id, scenario]);
  const levels = new Map<string, PlannedStep[]>();
  for (const step of steps.filter(({ search }) => search !== undefined)) {
    levels.set(cellOf(step), [...(levels.get(cellOf(step)) ?? []), step]);
  }
  const ended = new Set(steps.filter(({ search }) => search === undefined).map(cellOf));
  return [...levels].flatMap(([cell, [first, ...rest]]) =>
    first === undefined || ended.has(cell) ? [] : estimateOf(first, rest.length),
  );
}

function estimateOf(first: PlannedStep, measured: number): SearchEstimate[] {
  if (first.search === undefined) return [];
  const scenario = scenarioNamed(first.scenario);
  const following = (scenario.following?.(first) ?? []).map((step) => nextStep(first, step));
  const followingMeasured = following.reduce((sum, { durationSeconds }) => sum + durationSeconds, 0);
  const followingSeconds = following.reduce(
    (sum, step) => sum + step.warmupSeconds + step.durationSeconds + betweenStepsSeconds,
    0,
  );
  const levelSeconds = first.warmupSeconds + first.durationSeconds + betweenStepsSeconds;
  const { budgetSeconds, maximumConcurrency, maximumRunners = 1 } = first.search;
  const doublings = Math.floor(Math.log2(maximumConcurrency));
  // A level is measured again with each doubling of the client processes.
  const highest = doublings + kneeLevels.most + Math.floor(Math.log2(maximumRunners));
  const left = (levels: number): number => Math.max(0, levels - measured);
  const most = left(Math.min(highest, budgetSeconds / first.durationSeconds - 1));
  const usual = Math.min(most, left(Math.min(usualLevels, doublings + kneeLevels.usual)));
  return [
    {
      scenario: first.scenario,
      steps: usual + following.length,
      measuredSeconds: usual * first.durationSeconds + followingMeasured,
      usualSeconds: usual * levelSeconds + followingSeconds,
      lowSeconds: Math.min(most, left(fewestLevels)) * levelSeconds + followingSeconds,
      highSeconds: most * levelSeconds + followingSeconds,
    },
  ];
}

/** Seconds between two steps: the last requests end, the result is derived and stored. */
const betweenStepsSeconds = 0.5;
