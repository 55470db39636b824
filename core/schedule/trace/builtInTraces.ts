import type { BuiltInTrace } from '../../contract/trafficPlan.ts';
import type { ArrivalPattern } from '../ArrivalPattern.ts';
import { gammaArrivals, poissonArrivals } from '../arrivalPatterns.ts';

/** A kind of request in a recording that is made: factors on the lengths of the step. */
export interface TraceKind {
  /** Its share and those of the kinds before it, of 1. */
  readonly upTo: number;
  readonly promptFactor: number;
  readonly outputFactor: number;
  /** Coefficient of variation of its lengths, which are lognormal. */
  readonly spread: number;
}

/** How a recording is made. */
export interface TraceRecipe {
  readonly pattern: ArrivalPattern;
  /** The rate is that of a working day, else the same throughout. */
  readonly isDay: boolean;
  readonly kinds: readonly TraceKind[];
}

/** People who write as much as they like: most briefly, some at length. */
const question: TraceKind = { upTo: 1, promptFactor: 1, outputFactor: 1, spread: 1 };
/** Texts to be summed up: long, of much the same size, with short answers. */
const summary: TraceKind = { upTo: 1, promptFactor: 4, outputFactor: 0.5, spread: 0.5 };

/**
 * The recordings that the product makes itself. Bursts, spreads and shares are chosen, not measured; whoever has a recording
 * of their own plays that instead.
 */
export const builtInTraces: Readonly<Record<BuiltInTrace, TraceRecipe>> = {
  chat: { pattern: gammaArrivals(1.5), isDay: false, kinds: [question] },
  summarization: { pattern: poissonArrivals, isDay: false, kinds: [summary] },
  'bursty-day': { pattern: gammaArrivals(2), isDay: true, kinds: [{ ...question, upTo: 0.75 }, summary] },
};
