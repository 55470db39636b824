import type { PossiblyInfinite } from '../../contract/distribution.ts';
import type { ObjectiveResult } from '../../contract/ladderFigures.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import type { StepMeasurement } from '../../contract/StepMeasurement.ts';
import { type Objective, type ObjectiveDistribution, parseObjective } from '../../objectives/Objective.ts';
import { traitsOf } from '../../scenarios/scenarios.ts';
import { numberFromDocument } from '../../statistics/distributionDocument.ts';
import { goodRequests, isWithin } from './goodRequests.ts';

/** What a step says about an objective. */
type Found = Pick<ObjectiveResult, 'interval95' | 'belowFloor'> & { value: PossiblyInfinite };

/**
 * Holds a step's result against an objective: met, missed, or not measured with the reason. The figures are those of the
 * result, so that a percentile that failures reach is infinite and misses every upper bound.
 */
export function judgeObjective(objective: Objective, result: StepResult): ObjectiveResult {
  const found = figureOf(objective, result);
  if ('absent' in found) return { objective: objective.text, absent: found.absent };
  return { objective: objective.text, ...found, met: isWithin(numberFromDocument(found.value), objective) };
}

function figureOf({ metric }: Objective, result: StepResult): Found | { absent: string } {
  if (metric.kind === 'errorRate') {
    const rate = result.reliability?.errorRate;
    return rate === undefined ? { absent: 'no request was counted' } : { value: rate };
  }
  if (metric.kind === 'rate') {
    const rate = result.throughput?.[metric.rate];
    if (rate === undefined) return { absent: whyNoRate(metric.rate, result) };
    const interval95 = metric.rate === 'requestsPerSecond' ? result.throughput?.interval95 : undefined;
    return { value: rate, ...(interval95 === undefined ? {} : { interval95 }) };
  }
  const { distribution: name, estimate } = metric;
  // Successes stand apart only where there were failures.
  const distribution =
    result[name] ?? (name === 'successLatencyMs' && result.requests.ok > 0 ? result.latencyMs : undefined);
  if (distribution === undefined) return { absent: whyNoDistribution(name, result) };
  const isBelowFloor = estimate !== 'mean' && distribution.belowFloor.includes(estimate);
  if (isBelowFloor) return { value: distribution[estimate], belowFloor: true };
  const interval95 = distribution.interval95[estimate];
  return { value: distribution[estimate], ...(interval95 === undefined ? {} : { interval95 }) };
}

function whyNoRate(rate: string, { requests, throughput }: StepResult): string {
  if (requests.ok === 0) return 'no request succeeded';
  if (throughput === undefined) return 'no time passed that a rate could be taken over';
  if (rate === 'goodputPerSecond') return throughput.goodputAbsent ?? 'no objective limits a single request';
  if (rate === 'outputTokensPerSecond' && throughput.outputTokensAbsent !== undefined)
    return throughput.outputTokensAbsent;
  return 'this target has no tokens to count';
}

function whyNoDistribution(name: ObjectiveDistribution, { requests, throughput }: StepResult): string {
  if (requests.sent + requests.dropped === 0) return 'no request was counted';
  if (requests.ok === 0) return 'no request succeeded';
  if (name === 'ttftMs') return 'replies came whole, without a first token';
  if (name === 'tpotMs' && throughput?.outputTokensAbsent !== undefined) return throughput.outputTokensAbsent;
  if (name === 'tpotMs') return 'no reply came as a stream of two tokens or more';
  if (name === 'itlMs') return 'no reply came token by token';
  return 'it was not measured';
}

/** Largest share of failed requests at which a level still counts as carried. */
const mostErrors = 0.01;

/**
 * The highest concurrency, of the levels of a scenario measured up to this one, that met every objective with at most 1 %
 * of errors; or why there is none. Levels whose result is invalid prove nothing and are left out. Nothing where the
 * scenario has but one concurrency, or the plan no objectives.
 */
export function highestGoodLevel(
  step: StepResult,
  earlier: readonly StepResult[],
): Pick<NonNullable<StepResult['concurrency']>, 'maximum' | 'maximumAbsent'> {
  const { levels: differ } = traitsOf(step.scenario);
  if (step.slo === undefined || differ === undefined || differ === 'combination') return {};
  if (step.load.loop !== 'closed' || step.load.concurrency === undefined) return {};
  const levels = [...earlier, step].filter(
    ({ target, model, scenario, load }) =>
      target === step.target &&
      model === step.model &&
      scenario === step.scenario &&
      load.loop === 'closed' &&
      load.batchSize === step.load.batchSize,
  );
  const good = levels.filter(carriesLoad).flatMap(({ load }) => load.concurrency ?? []);
  return good.length > 0
    ? { maximum: Math.max(...good) }
    : { maximumAbsent: 'no level so far met every objective with at most 1 % of errors and a sound measurement' };
}

function carriesLoad({ slo = [], reliability, validity }: StepResult): boolean {
  return (
    slo.length > 0 &&
    slo.every(({ met }) => met === true) &&
    (reliability?.errorRate ?? 1) <= mostErrors &&
    validity.verdict !== 'invalid'
  );
}

/**
 * A step's result with what follows from the plan's service-level objectives: goodput, what became of each objective, and
 * the highest level that met them. The same result without objectives.
 */
export function withObjectives(
  result: StepResult,
  { step, chunks, earlier }: Pick<StepMeasurement, 'step' | 'chunks' | 'earlier'>,
): StepResult {
  const { slos = [] } = step;
  if (slos.length === 0) return result;
  // The plan was checked; one stored by another version may have an objective that this one cannot read.
  const read = slos.map((text) => ({ text, ...parseObjective(text) }));
  const objectives = read.flatMap((one) => ('objective' in one ? [one.objective] : []));
  const goodput = goodputOf(result, goodRequests(step, chunks, objectives));
  const withGoodput: StepResult =
    result.throughput === undefined ? result : { ...result, throughput: { ...result.throughput, ...goodput } };
  const judged: StepResult = {
    ...withGoodput,
    slo: read.map((one) =>
      'objective' in one
        ? judgeObjective(one.objective, withGoodput)
        : { objective: one.text, absent: one.failure.reason },
    ),
  };
  const level = highestGoodLevel(judged, earlier);
  return Object.keys(level).length === 0 ? judged : { ...judged, concurrency: { ...judged.concurrency, ...level } };
}

function goodputOf(
  { throughput, requests }: StepResult,
  good: ReturnType<typeof goodRequests>,
): Pick<NonNullable<StepResult['throughput']>, 'goodputPerSecond' | 'goodputAbsent'> {
  if (throughput === undefined || good === undefined) return {};
  if ('absent' in good) return { goodputAbsent: good.absent };
  return { goodputPerSecond: (throughput.requestsPerSecond * good.good) / requests.ok };
}
