import type { ScenarioDescription } from '../contract/trafficPlan.ts';
import { formatDuration } from '../format/durations.ts';
import { type OpenLoad, rateText } from './openLoop.ts';
import type { Scenario, ScenarioInput, ScenarioStep } from './Scenario.ts';
import { maximumConcurrency, nextLevel, searchLevel } from './search.ts';

/**
 * Of the highest throughput: far enough below that queues stay finite, near enough that they form. A queue with random
 * arrivals and service is 2.3 times as long at 70 % as at 50 %, and 3.9 times shorter than at 90 % (M/M/1, ρ/(1 − ρ)).
 */
export const busyShare = 0.7;
/** The search only has to find the rate: the time is for the load itself. */
const levelShare = 0.1;

/** What is particular about a scenario whose open loop rests on a search. */
export interface OpenKind {
  /** What its steps are made from, beside the rate. */
  load(input: ScenarioInput): OpenLoad;
  /** Lengths of the requests that the search sends, where those of the plan would find another maximum. */
  searchLengths?(input: ScenarioInput): { promptTokens: number; outputTokens: number };
  /** A rate that is known without a search although the user gave none. */
  knownRate?(input: ScenarioInput): number | undefined;
  /** Its steps at a rate that was given, requests per second. */
  atRate(ratePerSecond: number, load: OpenLoad): ScenarioStep[];
  /** Its steps for a highest throughput that was found, requests per second. */
  atMaximum(perSecond: number, load: OpenLoad): ScenarioStep[];
}

/** The rate that needs no search: the user's, else one that the scenario knows. */
function givenRate(kind: Pick<OpenKind, 'knownRate'>, input: ScenarioInput): number | undefined {
  return input.load.ratePerSecond ?? kind.knownRate?.(input);
}

/** The steps of a scenario that searches for the highest throughput and goes on from it, or runs at a given rate at once. */
export function openAfterSearch(kind: OpenKind): Required<Pick<Scenario, 'steps' | 'next' | 'following'>> {
  return {
    steps: (input) => {
      const load = kind.load(input);
      const rate = givenRate(kind, input);
      if (rate !== undefined) return kind.atRate(rate, load);
      const first = searchLevel(1, levelShare, { maximumConcurrency: maximumConcurrency(input), ...load });
      return [{ ...first, ...kind.searchLengths?.(input) }];
    },
    next: (planned, measured) => {
      const next = nextLevel(planned, measured, levelShare);
      if (next.end === undefined) return next;
      const highest = next.end.highestRequestsPerSecond;
      if (highest === undefined || highest <= 0) return next;
      return { ...next, steps: kind.atMaximum(highest, planned.search ?? {}) };
    },
    following: ({ search }) => kind.atMaximum(1, search ?? {}),
  };
}

/** What a sentence about the load rests on: its phases as they are drawn, and how their rates are written. */
interface OpenWords {
  phases: ScenarioDescription['phases'];
  /** "50 % of it", of a maximum that is to be found, or "50/s" where a rate is given. */
  rate(of: number): string;
  /** How long the phase at a place lasts. */
  time(place: number): string;
}

/**
 * What a scenario that may search will do. Rates are drawn in requests per second where one is given, else in percent of
 * the maximum that is to be found.
 *
 * @param sentence what its last step does, in the third person, without a full stop.
 */
export function describeOpen(
  kind: OpenKind,
  input: ScenarioInput,
  sentence: (words: OpenWords) => string,
): Omit<ScenarioDescription, 'scenario'> {
  const rate = givenRate(kind, input);
  const load = kind.load(input);
  const last = (rate === undefined ? kind.atMaximum(100, load) : kind.atRate(rate, load)).at(-1);
  const mean = last?.level.ratePerSecond ?? 0;
  const phases = (last?.phases ?? [{ name: 'measured', share: 1, ratePerSecond: mean }]).map(
    ({ name, share, ratePerSecond: from = 0, toRatePerSecond: to = from }) => ({
      name,
      durationSeconds: share * input.durationSeconds,
      from,
      to,
    }),
  );
  const text = sentence({
    phases,
    rate: (of) => (rate === undefined ? `${Number(of.toPrecision(3))} % of it` : rateText(of)),
    time: (place) => formatDuration(phases[place]?.durationSeconds ?? 0),
  });
  const levels = formatDuration(levelShare * input.durationSeconds);
  const most = maximumConcurrency(input);
  return {
    does:
      rate === undefined
        ? `Searches for the highest throughput with levels of ${levels}, up to ${most} in flight, then ${text}.`
        : `${text.charAt(0).toUpperCase()}${text.slice(1)}.`,
    phases,
    loadUnit: rate === undefined ? '% of the maximum' : 'requests/s',
  };
}
