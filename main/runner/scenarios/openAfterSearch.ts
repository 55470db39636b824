import type { OpenLoad } from './openStep.ts';
import type { Scenario, ScenarioInput, ScenarioStep } from './Scenario.ts';
import { maximumConcurrency, nextLevel, searchLevel } from './throughput/searchSteps.ts';

/**
 * Of the highest throughput: far enough below that queues stay finite, near enough that they form. A queue with random
 * arrivals and service is 2.3 times as long at 70 % as at 50 %, and 3.9 times shorter than at 90 % (M/M/1, ρ/(1 − ρ)).
 */
export const busyShare = 0.7;
/** The search only has to find the rate: the time is for the load itself. */
export const levelShare = 0.1;

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
export function givenRate(kind: Pick<OpenKind, 'knownRate'>, input: ScenarioInput): number | undefined {
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
