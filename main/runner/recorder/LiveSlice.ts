import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { LiveBucket } from '../../../core/contract/runnerProtocol.ts';

/** Latencies kept of one slice. With more, every second one is kept, then every fourth, and so on. */
const maximumSamples = 2048;

/** What happened since the last live bucket, counted cheaply for the charts; results never come from here. */
export class LiveSlice {
  readonly #latenciesMs = new Float64Array(maximumSamples);
  #kept = 0;
  #keepEvery = 1;
  #completed = 0;
  #failed = 0;
  #outputTokens = 0;
  #fromMs: number;

  constructor(fromMs: number) {
    this.#fromMs = fromMs;
  }

  tokens(count: number): void {
    this.#outputTokens += count;
  }

  failed(): void {
    this.#failed += 1;
  }

  completed(latencyMs: number): void {
    if (this.#completed % this.#keepEvery === 0) {
      if (this.#kept === maximumSamples) this.#halve();
      if (this.#completed % this.#keepEvery === 0) {
        this.#latenciesMs[this.#kept] = latencyMs;
        this.#kept += 1;
      }
    }
    this.#completed += 1;
  }

  /** The slice up to now; the next one begins here. */
  take(toMs: number, phase: RecordPhase, inFlight: number): LiveBucket {
    const bucket: LiveBucket = {
      fromMs: this.#fromMs,
      toMs,
      phase,
      completed: this.#completed,
      failed: this.#failed,
      inFlight,
      outputTokens: this.#outputTokens,
      ...this.#percentiles(),
    };
    this.restart(toMs);
    return bucket;
  }

  /** Forgets what was counted; a slice begins here. */
  restart(fromMs: number): void {
    this.#fromMs = fromMs;
    this.#kept = 0;
    this.#keepEvery = 1;
    this.#completed = 0;
    this.#failed = 0;
    this.#outputTokens = 0;
  }

  /** Nearest rank. */
  #percentiles(): Pick<LiveBucket, 'p50Ms' | 'p95Ms' | 'p99Ms'> {
    if (this.#kept === 0) return {};
    const sorted = this.#latenciesMs.subarray(0, this.#kept).sort();
    const rank = (share: number): number => sorted[Math.ceil(share * sorted.length) - 1] ?? Number.NaN;
    return { p50Ms: rank(0.5), p95Ms: rank(0.95), p99Ms: rank(0.99) };
  }

  #halve(): void {
    for (let index = 0; index * 2 < this.#kept; index += 1) {
      this.#latenciesMs[index] = this.#latenciesMs[index * 2] ?? 0;
    }
    this.#kept = Math.ceil(this.#kept / 2);
    this.#keepEvery *= 2;
  }
}
