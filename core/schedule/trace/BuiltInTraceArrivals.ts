import recipes from '../../../resources/traces/recipes.json' with { type: 'json' };
import type { BuiltInTrace } from '../../contract/trafficPlan.ts';
import type { ArrivalProcess, ArrivalStream, RequestLengths } from '../ArrivalProcess.ts';
import type { ArrivalPattern } from '../arrivalPatterns.ts';
import { hashedUniform } from '../ClassedArrivals.ts';
import { dayAfterWarmup } from '../dayCurve.ts';
import { parseArrival } from '../parseArrival.ts';
import { constantRate } from '../RateProfile.ts';
import { ScheduledArrivals } from '../ScheduledArrivals.ts';

export interface BuiltInTraceOptions {
  readonly name: BuiltInTrace;
  /** Requests per second over the time after the warm-up, on average. */
  readonly meanPerSecond: number;
  readonly warmupMs: number;
  /** Without the warm-up. */
  readonly durationMs: number;
  /** What lengths vary around. */
  readonly promptTokens: number;
  readonly outputTokens: number;
  /** A whole number from 0 to 2^32 − 1. */
  readonly seed: number;
}

/**
 * What prompt and output may have together, unless the step itself asks for more: what the built-in models hold, and some
 * room. How much more than the step asks for another model holds nobody says.
 */
const usualMostTokens = 1000;

/**
 * A recording that is made from a seed instead of read from a file: as long as it is asked for, at any rate, the same each
 * time. What a request is like belongs to its number alone, whoever sends the others.
 */
export class BuiltInTraceArrivals implements ArrivalProcess {
  readonly name: string;
  readonly durationMs: number;
  readonly expectedCount: number;
  readonly #options: BuiltInTraceOptions;
  readonly #arrivals: ArrivalProcess;
  readonly #kinds: readonly TraceKind[];

  /** Throws a RangeError for a rate, a duration or a seed that makes no sense. */
  constructor(options: BuiltInTraceOptions) {
    const { name, meanPerSecond, warmupMs, durationMs, seed } = options;
    const { pattern, isDay, kinds } = builtInTraces[name];
    const rate = isDay ? dayAfterWarmup(options) : constantRate(meanPerSecond, warmupMs + durationMs);
    this.#options = options;
    this.#arrivals = new ScheduledArrivals(pattern, rate, seed);
    this.#kinds = kinds;
    this.name = name;
    this.durationMs = this.#arrivals.durationMs;
    this.expectedCount = this.#arrivals.expectedCount;
  }

  begin(): ArrivalStream {
    return this.#arrivals.begin();
  }

  lengthsOf(index: number): RequestLengths {
    const { promptTokens, outputTokens, seed } = this.#options;
    const drawn = hashedUniform(seed, index, 0);
    const kind = this.#kinds.find(({ upTo }) => drawn < upTo) ?? this.#kinds[this.#kinds.length - 1];
    const { promptFactor = 1, outputFactor = 1, spread = 0 } = kind ?? {};
    // The pair of normals of the Box-Muller transform (Annals of Mathematical Statistics 29, 1958); 1 − u is never 0.
    const radius = Math.sqrt(-2 * Math.log(1 - hashedUniform(seed, index, 1)));
    const angle = 2 * Math.PI * hashedUniform(seed, index, 2);
    return withinLimit(
      Math.max(usualMostTokens, promptTokens + outputTokens),
      promptTokens * promptFactor * lognormal(radius * Math.cos(angle), spread),
      outputTokens * outputFactor * lognormal(radius * Math.sin(angle), spread),
    );
  }
}

/** A factor with mean 1 and this coefficient of variation, from a standard normal. */
function lognormal(normal: number, coefficientOfVariation: number): number {
  const variance = Math.log(1 + coefficientOfVariation ** 2);
  return Math.exp(Math.sqrt(variance) * normal - variance / 2);
}

/** Whole numbers from 1; both shortened alike where they are too long together. */
function withinLimit(
  mostTokens: number,
  promptTokens: number,
  outputTokens: number,
): Required<Omit<RequestLengths, 'trafficClass'>> {
  const factor = Math.min(1, mostTokens / (promptTokens + outputTokens));
  const prompt = Math.min(mostTokens - 1, Math.max(1, Math.round(promptTokens * factor)));
  const output = Math.min(mostTokens - prompt, Math.max(1, Math.round(outputTokens * factor)));
  return { promptTokens: prompt, outputTokens: output };
}

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
interface TraceRecipe {
  readonly pattern: ArrivalPattern;
  /** The rate is that of a working day, else the same throughout. */
  readonly isDay: boolean;
  readonly kinds: readonly TraceKind[];
}

/**
 * The recordings that the product makes itself, each with its arrivals, whether its rate is that of a working day, and its
 * kinds of requests. Bursts, spreads and shares are chosen, not measured; whoever has a recording of their own plays that
 * instead.
 */
export const builtInTraces: Readonly<Record<BuiltInTrace, TraceRecipe>> = {
  chat: recipe(recipes.chat),
  summarization: recipe(recipes.summarization),
  'bursty-day': recipe(recipes['bursty-day']),
};

function recipe({ arrival, isDay, kinds }: { arrival: string; isDay: boolean; kinds: TraceKind[] }): TraceRecipe {
  const parsed = parseArrival(arrival);
  if ('failure' in parsed) throw new Error(parsed.failure.reason);
  return { pattern: parsed.arrival, isDay, kinds };
}
