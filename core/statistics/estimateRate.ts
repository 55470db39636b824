import { elementAt, sampleAt } from './arrays.ts';
import { blockBootstrapInterval } from './blockBootstrapInterval.ts';
import { type BlockSummary, blockCount } from './dependentBlocks.ts';
import type { IntervalResult } from './Interval.ts';

/** What was completed, and since when. */
interface Completions {
  /** When the first counted request was sent, milliseconds on the clock of `endsMs`. */
  readonly firstStartMs: number;
  /** Ends of the counted completions in ascending order. */
  readonly endsMs: Float64Array;
  /** When measuring ended, if that was after the last completion: the last counted requests failed, or it was stopped. */
  readonly untilMs?: number;
  /** What each completion brought, such as its tokens or items; one each when left out. */
  readonly amounts?: ArrayLike<number>;
  /** Requests that may end together, so that a block is never less than one such wave. */
  readonly concurrency?: number;
}

/** A rate per second over a window of seconds, with its 95 % interval or why there is none. */
interface RateEstimate {
  readonly perSecond: number;
  readonly windowSeconds: number;
  readonly interval95: IntervalResult;
}

/**
 * Throughput as counted completions / (end of measuring − first counted start), with an interval from a bootstrap over
 * blocks of consecutive completions ({@link blockBootstrapInterval}). A block is closed by a completion and not by a
 * clock, so that a steady server has a narrow interval: cutting time into equal pieces would add the chance of which side
 * of a cut a completion falls on.
 *
 * @returns undefined when nothing was completed, or all of it at the instant of the first start; a RangeError when the
 *   ends are not in order or begin before the first start
 */
export function estimateRate(completions: Completions): RateEstimate | undefined {
  const { firstStartMs, endsMs, untilMs = Number.NEGATIVE_INFINITY, amounts, concurrency = 1 } = completions;
  const count = endsMs.length;
  if (count === 0) return undefined;
  const lastMs = Math.max(untilMs, sampleAt(endsMs, count - 1));
  const windowSeconds = (lastMs - firstStartMs) / 1000;
  const blocks = Math.max(1, blockCount(count, concurrency));
  const summaries: BlockSummary[] = [];
  let previousMs = firstStartMs;
  let total = 0;
  for (let block = 0, index = 0; block < blocks; block += 1) {
    const startMs = previousMs;
    let sum = 0;
    for (const past = Math.round(((block + 1) * count) / blocks); index < past; index += 1) {
      const endMs = sampleAt(endsMs, index);
      if (!(endMs >= previousMs)) {
        throw new RangeError(`endsMs[${index}] is ${endMs}, before ${previousMs}; give the ends in ascending order`);
      }
      previousMs = endMs;
      sum += amounts === undefined ? 1 : elementAt(amounts, index);
    }
    if (index === count) previousMs = lastMs;
    summaries.push({ sum, weight: (previousMs - startMs) / 1000 });
    total += sum;
  }
  if (windowSeconds === 0) return undefined;
  return { perSecond: total / windowSeconds, windowSeconds, interval95: blockBootstrapInterval(summaries) };
}
