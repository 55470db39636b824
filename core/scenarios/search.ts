import type { SearchEnd } from '../contract/ladderFigures.ts';
import type { PlannedStep, SearchLimits } from '../contract/plannedStep.ts';
import type { CheckResult, StepResult } from '../contract/resultDocument.ts';
import { formatFixed } from '../format/numbers.ts';
import type { ScenarioInput, ScenarioStep, SearchMove } from './Scenario.ts';

/** What a level has to bring beyond the best before it to count as more: above the noise of short steps. */
const gainShare = 0.05;
/** Levels without a gain, one after the other, before the throughput counts as saturated: one may be bad luck. */
const levelsWithoutGain = 2;
/** The knee is the fewest requests in flight that bring this share of the highest throughput. */
const kneeShare = 0.95;
/** Where so few failed, a level still counts. */
const toleratedErrorShare = 0.01;
/** Bisecting ends where the knee is known to an eighth. */
const kneePrecision = 1.125;

/** Used when neither the user nor the configuration names levels: beyond it a client has other limits than its own. */
const fallbackMaximum = 1024;

type Limits = Pick<SearchLimits, 'budgetSeconds' | 'maximumConcurrency'>;

/** A level of a search as far as the search looks at it. */
interface MeasuredLevel {
  concurrency: number;
  perSecond: number;
}

/**
 * Doubles the requests in flight until throughput no longer grows, then bisects for the knee. Ends before that where the
 * client is the limit, where requests fail, at the limit of concurrency, or when its time is spent.
 *
 * @param measured its levels so far, in the order in which they were measured; at least one.
 * @returns the concurrency to measure next, or the end.
 */
export function searchConcurrency(limits: Limits, measured: readonly StepResult[]): number | SearchEnd {
  const last = measured.at(-1);
  if (last === undefined) return 1;
  const sound = measured.filter((step) => !failedTooOften(step)).map(levelOf);
  const best = sound.reduce((most, { perSecond }) => Math.max(most, perSecond), 0);
  const inFlight = last.load.concurrency ?? 1;
  const figures = sound.length === 0 ? {} : { highestRequestsPerSecond: best, ...kneeOf(sound, best) };
  const bestText = `${formatFixed(best, 1)} requests a second`;

  if (last.validity.checks.some(isClientLimit)) {
    return {
      endedBy: 'client',
      explanation: `Client-bound: at ${inFlight} in flight the load generator itself was the limit, so ${bestText} is what it can send and not what the target can do`,
      ...(sound.length === 0 ? {} : { highestRequestsPerSecond: best }),
    };
  }
  const climbing = climb(measured);
  if (!climbing.isOver) {
    const next = climbing.highest * 2;
    if (next > limits.maximumConcurrency) {
      return {
        endedBy: 'concurrency',
        explanation: `Throughput still grew at ${climbing.highest} in flight, the most that the search may try: ${bestText}, and more may be possible`,
        highestRequestsPerSecond: best,
      };
    }
    return hasTime(limits, measured) ? next : outOfTime(bestText, { highestRequestsPerSecond: best });
  }
  const between = bisect(measured.map(levelOf), best);
  if (between !== undefined) return hasTime(limits, measured) ? between : outOfTime(bestText, figures);
  if (sound.length === 0) {
    return {
      endedBy: 'errors',
      explanation: `More than 1 % of the requests failed already with ${inFlight} in flight, so there is no throughput to find`,
    };
  }
  if (climbing.hasFailed) {
    return {
      endedBy: 'errors',
      explanation: `More than 1 % of the requests failed at ${climbing.highest} in flight; ${bestText} is the highest throughput below that`,
      ...figures,
    };
  }
  return {
    endedBy: 'saturation',
    explanation: `Saturated: no level brings more than ${bestText}`,
    ...figures,
  };
}

/** A client that was stopped for a while is none that can send no more: its level is in doubt, and the search goes on. */
function isClientLimit({ id, status, onlyStoodStill }: CheckResult): boolean {
  return id === 'client-saturation' && status !== 'pass' && onlyStoodStill !== true;
}

/** A level at which too many requests failed brings nothing, however many of them were answered. */
function levelOf(step: StepResult): MeasuredLevel {
  const perSecond = failedTooOften(step) ? 0 : (step.throughput?.requestsPerSecond ?? 0);
  return { concurrency: step.load.concurrency ?? 1, perSecond };
}

function failedTooOften(step: StepResult): boolean {
  const { sent, ok } = step.requests;
  return step.failure !== undefined || sent === 0 || (sent - ok) / sent > toleratedErrorShare;
}

/** How the doubling went. It is over with the first level that is lower than the one before: that one bisects. */
function climb(measured: readonly StepResult[]): { highest: number; hasFailed: boolean; isOver: boolean } {
  let best = 0;
  let sinceGain = 0;
  let highest = 0;
  for (const step of measured) {
    const { concurrency, perSecond } = levelOf(step);
    if (concurrency < highest) break;
    highest = concurrency;
    if (failedTooOften(step)) return { highest, hasFailed: true, isOver: true };
    sinceGain = perSecond > best * (1 + gainShare) ? 0 : sinceGain + 1;
    best = Math.max(best, perSecond);
    if (sinceGain === levelsWithoutGain) return { highest, hasFailed: false, isOver: true };
  }
  return { highest, hasFailed: false, isOver: false };
}

function kneeOf(levels: readonly MeasuredLevel[], best: number): { kneeConcurrency?: number } {
  const reaching = levels
    .filter(({ perSecond }) => perSecond >= kneeShare * best)
    .map(({ concurrency }) => concurrency);
  return reaching.length === 0 ? {} : { kneeConcurrency: Math.min(...reaching) };
}

/** The level to measure between the knee so far and the highest below it; undefined when they are close enough. */
function bisect(levels: readonly MeasuredLevel[], best: number): number | undefined {
  const { kneeConcurrency } = kneeOf(levels, best);
  if (kneeConcurrency === undefined) return undefined;
  const below = levels.map(({ concurrency }) => concurrency).filter((concurrency) => concurrency < kneeConcurrency);
  const low = Math.max(0, ...below);
  if (low === 0 || kneeConcurrency - low <= 1 || kneeConcurrency / low <= kneePrecision) return undefined;
  return Math.round((low + kneeConcurrency) / 2);
}

function hasTime({ budgetSeconds }: Limits, measured: readonly StepResult[]): boolean {
  const secondsOf = ({ load }: StepResult): number => load.durationSeconds ?? 0;
  const spent = measured.reduce((sum, step) => sum + secondsOf(step), 0);
  const last = measured.at(-1);
  return spent + (last === undefined ? 0 : secondsOf(last)) <= budgetSeconds * (1 + Number.EPSILON * 64);
}

function outOfTime(bestText: string, figures: Partial<SearchEnd>): SearchEnd {
  return {
    endedBy: 'budget',
    explanation: `The search ended because its time was spent, with ${bestText} as the highest throughput so far; a longer duration lets it go on`,
    ...figures,
  };
}

/** What a search may try, and where it comes from. */
export function maximumConcurrency({ configuration, load }: ScenarioInput): number {
  return Math.max(...(load.concurrency ?? configuration.concurrency_levels ?? [fallbackMaximum]));
}

/**
 * @param durationShare of the duration of a step, for this level.
 * @param runners client processes that share it; one unless told.
 */
export function searchLevel(
  concurrency: number,
  durationShare: number,
  search: NonNullable<ScenarioStep['search']>,
  runners = 1,
): ScenarioStep {
  const clients = runners === 1 ? '' : `, ${runners} clients`;
  return {
    level: { label: `${concurrency} in flight${clients}`, concurrency },
    load: { loop: 'closed', concurrency, batchSize: 1, ...(runners === 1 ? {} : { runners }) },
    durationShare,
    search,
  };
}

/**
 * What a search does after the levels measured so far: one more level, or its end. Where one client was the limit the
 * level is measured again with twice as many, as far as the machine has cores; what the fewer measured counts no more.
 */
export function nextLevel(
  { search }: Pick<PlannedStep, 'search'>,
  measured: readonly StepResult[],
  durationShare: number,
): SearchMove {
  if (search === undefined) throw new Error('a level of a search has no limits');
  const last = measured.at(-1);
  const runners = last?.load.runners ?? 1;
  const next = searchConcurrency(search, withoutRepeated(measured));
  if (typeof next === 'number') return { steps: [searchLevel(next, durationShare, search, runners)] };
  const more = runners * 2;
  if (next.endedBy !== 'client' || last?.load.concurrency === undefined || more > (search.maximumRunners ?? 1)) {
    return { steps: [], end: next };
  }
  if (last.load.concurrency < more) return { steps: [], end: next };
  return { steps: [searchLevel(last.load.concurrency, durationShare, search, more)] };
}

/** Of levels that were measured again, the last one alone. */
function withoutRepeated(measured: readonly StepResult[]): StepResult[] {
  return measured.filter(
    ({ load }, index) => !measured.slice(index + 1).some((later) => later.load.concurrency === load.concurrency),
  );
}
