import type { LiveBucket } from '../../../core/contract/runnerProtocol.ts';

/**
 * The live figures of several runners as one: a slice is told once each runner that still runs has told one. Percentiles
 * are left out, since there is no percentile of percentiles; those of the result come from the records of all.
 */
export class MergedLive {
  readonly #tell: (bucket: LiveBucket) => void;
  readonly #waiting: LiveBucket[][];
  readonly #ended = new Set<number>();

  constructor(runners: number, tell: (bucket: LiveBucket) => void) {
    this.#tell = tell;
    this.#waiting = Array.from({ length: runners }, () => []);
  }

  add(runner: number, bucket: LiveBucket): void {
    this.#waiting[runner]?.push(bucket);
    this.#tellWhole();
  }

  end(runner: number): void {
    this.#ended.add(runner);
    this.#tellWhole();
  }

  #tellWhole(): void {
    const running = this.#waiting.filter((_, runner) => !this.#ended.has(runner));
    while (running.length > 0 && running.every((buckets) => buckets.length > 0)) {
      this.#tell(merged(this.#waiting.flatMap((buckets) => buckets.shift() ?? [])));
    }
  }
}

function merged(buckets: readonly LiveBucket[]): LiveBucket {
  const sum = (of: (bucket: LiveBucket) => number): number => buckets.reduce((total, bucket) => total + of(bucket), 0);
  return {
    fromMs: Math.min(...buckets.map(({ fromMs }) => fromMs)),
    toMs: Math.max(...buckets.map(({ toMs }) => toMs)),
    phase: buckets[0]?.phase ?? 'measured',
    completed: sum(({ completed }) => completed),
    failed: sum(({ failed }) => failed),
    inFlight: sum(({ inFlight }) => inFlight),
    outputTokens: sum(({ outputTokens }) => outputTokens),
  };
}
