import { build, decodeFromCompressedBase64, encodeIntoCompressedBase64, type Histogram } from 'hdr-histogram-js';
import type { Failure } from '../../contract/WorkerMessages.ts';
import { percentileRank } from '../percentileRank.ts';
import { type HistogramDocument, histogramDocument, significantDigits } from './histogramDocument.ts';

/** Largest latency that is taken: 2^40 µs, 12.7 days, beyond the longest step that can be planned. */
export const largestLatencyMs = 2 ** 40 / 1000;

/**
 * Latencies of a stream that is too long to keep: an HdrHistogram (G. Tene, hdrhistogram.org) of whole microseconds with
 * three significant digits, so that a percentile lies at most 0.1 % and half a microsecond from the exact one. Histograms
 * of several workers or blocks can be merged, and the merged one is that of all their raw values. Count, mean, minimum
 * and maximum are exact. Failures have no latency: they are counted apart and are +∞ in every percentile.
 */
export class LatencyHistogram {
  // Counts as doubles: exact up to 2^53, where 32 bits would overflow in a long stream of equal latencies.
  #histogram: Histogram = build({
    bitBucketSize: 64,
    autoResize: true,
    lowestDiscernibleValue: 1,
    highestTrackableValue: 2 ** 20,
    numberOfSignificantValueDigits: significantDigits,
  });
  #failures = 0;
  #minMs = Number.POSITIVE_INFINITY;
  #maxMs = Number.NEGATIVE_INFINITY;
  /** The sum of the latencies, and what rounding lost of it (A. Neumaier, 1974). */
  #sumMs = 0;
  #lostMs = 0;

  /** @param latencyMs milliseconds from 0; a RangeError names anything else. A failure goes to {@link recordFailures}. */
  record(latencyMs: number): void {
    if (!(latencyMs >= 0 && latencyMs <= largestLatencyMs)) {
      throw new RangeError(
        `the latency is ${latencyMs} ms; give a number from 0 to ${largestLatencyMs}, and count failures apart`,
      );
    }
    this.#histogram.recordValue(Math.round(latencyMs * 1000));
    this.#minMs = Math.min(this.#minMs, latencyMs);
    this.#maxMs = Math.max(this.#maxMs, latencyMs);
    this.#add(latencyMs);
  }

  /** Counts requests that failed, timed out or were dropped. */
  recordFailures(count: number): void {
    if (!Number.isSafeInteger(count) || count < 0) {
      throw new RangeError(`the number of failures is ${count}; give a whole number from 0`);
    }
    this.#failures += count;
  }

  /** Takes in all that another has recorded, which stays as it is. */
  merge(other: LatencyHistogram): void {
    this.#histogram.add(other.#histogram);
    this.#failures += other.#failures;
    this.#minMs = Math.min(this.#minMs, other.#minMs);
    this.#maxMs = Math.max(this.#maxMs, other.#maxMs);
    this.#add(other.#sumMs);
    this.#lostMs += other.#lostMs;
  }

  /** Latencies and failures together. */
  get count(): number {
    return this.#histogram.totalCount + this.#failures;
  }

  get failures(): number {
    return this.#failures;
  }

  /** Milliseconds; +∞ with a failure, undefined while nothing was recorded. The same holds for the two that follow. */
  get meanMs(): number | undefined {
    if (this.#failures > 0) return Number.POSITIVE_INFINITY;
    if (this.count === 0) return undefined;
    return Math.min(this.#maxMs, Math.max(this.#minMs, (this.#sumMs + this.#lostMs) / this.count));
  }

  get minMs(): number | undefined {
    return this.count === 0 ? undefined : this.#minMs;
  }

  get maxMs(): number | undefined {
    if (this.#failures > 0) return Number.POSITIVE_INFINITY;
    return this.count === 0 ? undefined : this.#maxMs;
  }

  /**
   * The percentile by the product's one rule of ranks, {@link percentileRank}; the highest value that the histogram
   * cannot tell from it, and never beyond the smallest and the largest latency that were seen.
   *
   * @param share 0.99 for p99
   * @returns milliseconds, +∞ where failures reach it, undefined while nothing was recorded
   */
  percentileMs(share: number): number | undefined {
    if (this.count === 0) return undefined;
    const rank = percentileRank(this.count, share);
    const latencies = this.#histogram.totalCount;
    if (rank > latencies) return Number.POSITIVE_INFINITY;
    // Half a rank below: the library rounds up, and rounding of the quotient must not lift it to the rank after.
    const valueUs = this.#histogram.getValueAtPercentile((100 * (rank - 0.5)) / latencies);
    return Math.min(this.#maxMs, Math.max(this.#minMs, valueUs / 1000));
  }

  /** For JSON; the latencies as HdrHistogram's V2 compressed text, which its tools in other languages read as well. */
  encode(): HistogramDocument {
    const latencies = this.#histogram.totalCount;
    return {
      latencies,
      failures: this.#failures,
      ...(latencies === 0 ? {} : { minMs: this.#minMs, maxMs: this.#maxMs, sumMs: this.#sumMs + this.#lostMs }),
      microseconds: encodeIntoCompressedBase64(this.#histogram),
    };
  }

  /** Reads what {@link encode} wrote; anything else is a failure that says what is wrong with it. */
  static decode(document: unknown): { histogram: LatencyHistogram } | { failure: Failure } {
    const refuse = (why: string, detail?: string): { failure: Failure } => ({
      failure: {
        reason: `the histogram cannot be read: ${why}`,
        remedy: 'Give a histogram as this program wrote it; derive it again from the records where it is damaged.',
        ...(detail === undefined ? {} : { detail }),
      },
    });
    const parsed = histogramDocument.safeParse(document);
    if (!parsed.success) {
      const issue = parsed.error.issues[0];
      return refuse(`${issue?.path.join('.') || 'the document'}: ${issue?.message ?? 'it has another form'}`);
    }
    const { latencies, failures, microseconds, minMs, maxMs, sumMs } = parsed.data;
    const read = new LatencyHistogram();
    try {
      const decoded = decodeFromCompressedBase64(microseconds, 64);
      if (decoded.numberOfSignificantValueDigits !== significantDigits || decoded.maxValue > 2 ** 40) {
        return refuse('microseconds: its precision or its range is not that of this program');
      }
      decoded.autoResize = true;
      read.#histogram = decoded;
    } catch (error) {
      return refuse('microseconds: it is no HdrHistogram', error instanceof Error ? error.message : String(error));
    }
    if (read.#histogram.totalCount !== latencies) {
      return refuse(`microseconds: it holds ${read.#histogram.totalCount} latencies, and latencies is ${latencies}`);
    }
    read.#failures = failures;
    if (minMs !== undefined && maxMs !== undefined && sumMs !== undefined) {
      read.#minMs = minMs;
      read.#maxMs = maxMs;
      read.#sumMs = sumMs;
    }
    return { histogram: read };
  }

  #add(valueMs: number): void {
    const next = this.#sumMs + valueMs;
    this.#lostMs += this.#sumMs >= valueMs ? this.#sumMs - next + valueMs : valueMs - next + this.#sumMs;
    this.#sumMs = next;
  }
}
