import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { failureOf } from '../sessions/FailureError.ts';

/** Collects the answers of records under way to the store: the first failure stops the step, and is told once all have settled. */
export class StoringFailure {
  /** Records that the store did not take: nobody else has them. */
  readonly refused: RecordChunk[] = [];
  readonly #controller = new AbortController();
  readonly #pending = new Set<Promise<void>>();
  #failure: Failure | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  watch(call: Promise<void>, chunk: RecordChunk): void {
    const settled = call
      .catch((error: unknown) => {
        this.#failure ??= failureOf(error);
        this.refused.push(chunk);
        this.#controller.abort();
      })
      .finally(() => this.#pending.delete(settled));
    this.#pending.add(settled);
  }

  /** The first failure, once all have settled; undefined when everything is stored. */
  async settled(): Promise<Failure | undefined> {
    await Promise.all(this.#pending);
    return this.#failure;
  }
}

interface Pace {
  /** Time between two turns, milliseconds. */
  intervalMs: number;
  /** Of one core, that the work may take at most: longer work comes round less often. */
  largestShare: number;
  nowMs(): number;
}

/**
 * Does work again and again beside a measurement, without taking from the machine what is being measured. The first turn
 * comes after one interval. Returns a function that ends it,
 * also from within the work.
 */
export function repeatPaced({ intervalMs, largestShare, nowMs }: Pace, work: () => Promise<void>): () => void {
  let timer: NodeJS.Timeout;
  let isOver = false;
  const turn = async (): Promise<void> => {
    const fromMs = nowMs();
    await work();
    if (isOver) return;
    timer = setTimeout(() => void turn(), Math.max(intervalMs, (nowMs() - fromMs) / largestShare));
  };
  timer = setTimeout(() => void turn(), intervalMs);
  return () => {
    isOver = true;
    clearTimeout(timer);
  };
}
