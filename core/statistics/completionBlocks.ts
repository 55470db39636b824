import { sampleAt } from './arrays.ts';
import { percentileOfSorted } from './percentiles.ts';

/** The successful requests of a measurement, one entry each in both columns. */
export interface CompletedRequests {
  /** Ascending, milliseconds. */
  readonly endsMs: Float64Array;
  /** Finite. */
  readonly latenciesMs: Float64Array;
  /** Of the counted requests, those that failed included. */
  readonly firstStartMs: number;
  readonly lastStartMs: number;
}

/** A measurement as a hundred blocks of consecutive completions, in their order. */
export interface CompletionBlocks {
  /** When the last completion of each block ended, milliseconds on the clock of the requests. */
  readonly endsMs: Float64Array;
  readonly medianLatencyMs: Float64Array;
  /** Mean time from one completion to the next: the reciprocal of throughput. */
  readonly gapMs: Float64Array;
  /** Requests in all blocks. */
  readonly requests: number;
  /** The instant from which the gaps of the first block count. */
  readonly fromMs: number;
}

/** Ten windows of ten: enough windows for a spread between them, enough blocks in each for one within. */
const stabilityBlocks = 100;

/** Below this share of the latencies the places of a closed loop have their first counted request behind them. */
const edgeShare = 0.9;

/**
 * Cuts a measurement into a hundred blocks of equal numbers of completions, without its two edges: until one latency (the
 * 90th percentile) has passed since the first send, completions of the warm-up are missing that nobody counted, and after
 * the last send the load runs out. A block is closed by a count and not by a clock, so that a steady stream does not vary
 * by the side of a cut on which a completion falls. Latency is the block's median, which a single outlier does not move.
 *
 * @returns absent with the counts when fewer than 101 completions lie between the edges
 */
export function completionBlocks(requests: CompletedRequests): CompletionBlocks | { absent: string } {
  const { endsMs, latenciesMs, firstStartMs, lastStartMs } = requests;
  const fewest = stabilityBlocks + 1;
  if (endsMs.length < fewest) return { absent: `${endsMs.length} of ${fewest} requests` };
  const edgeMs = firstStartMs + percentileOfSorted(latenciesMs.slice().sort(), edgeShare);
  const first = endsMs.findIndex((endMs) => endMs >= edgeMs);
  const past = endsMs.findLastIndex((endMs) => endMs <= lastStartMs) + 1;
  const inside = first < 0 ? 0 : Math.max(0, past - first);
  if (inside < fewest) return { absent: `${inside} of ${fewest} requests between the edges of the measurement` };
  const blocks = {
    endsMs: new Float64Array(stabilityBlocks),
    medianLatencyMs: new Float64Array(stabilityBlocks),
    gapMs: new Float64Array(stabilityBlocks),
    // The first completion inside only starts the clock.
    requests: inside - 1,
    fromMs: sampleAt(endsMs, first),
  };
  let from = first + 1;
  for (let block = 0; block < stabilityBlocks; block += 1) {
    const next = first + 1 + Math.round(((block + 1) * (inside - 1)) / stabilityBlocks);
    const endMs = sampleAt(endsMs, next - 1);
    blocks.endsMs[block] = endMs;
    blocks.gapMs[block] = (endMs - sampleAt(endsMs, from - 1)) / (next - from);
    blocks.medianLatencyMs[block] = percentileOfSorted(latenciesMs.slice(from, next).sort(), 0.5);
    from = next;
  }
  return blocks;
}

/** What a stability score is made of; each a share, 0 where all is well. */
interface StabilityInputs {
  /** {@link windowVariation} of throughput and of latency. */
  readonly throughputVariation: number;
  readonly latencyVariation: number;
  /** Change over the whole step along its trend, as a share of the mean; either sign. */
  readonly drift: number;
  /** Failed requests of all. */
  readonly errorRate: number;
}

/** The share at which each input has used up all points: five times the limit of a steady step, and one failure in 20. */
const exhaustedAt: StabilityInputs = { throughputVariation: 0.25, latencyVariation: 0.5, drift: 0.5, errorRate: 0.05 };

/**
 * 0 to 100: 100 × the product over the four inputs of (1 − share / its limit), each at least 0. A product, so that one
 * thing that is all wrong cannot be hidden by three that are right. It is a definition of this product, not a standard.
 */
export function stabilityScore(inputs: StabilityInputs): number {
  const { throughputVariation, latencyVariation, drift, errorRate } = inputs;
  const left = (share: number, limit: number): number => Math.max(0, 1 - Math.abs(share) / limit);
  return (
    100 *
    left(throughputVariation, exhaustedAt.throughputVariation) *
    left(latencyVariation, exhaustedAt.latencyVariation) *
    left(drift, exhaustedAt.drift) *
    left(errorRate, exhaustedAt.errorRate)
  );
}
