import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { failureOf } from '../sessions/FailureError.ts';

/** Collects the answers of stores under way: the first failure stops the step, and is told once all have settled. */
export class StoringFailure {
  readonly #controller = new AbortController();
  readonly #pending = new Set<Promise<void>>();
  #failure: Failure | undefined;

  get signal(): AbortSignal {
    return this.#controller.signal;
  }

  watch(call: Promise<void>): void {
    const settled = call
      .catch((error: unknown) => {
        this.#failure ??= failureOf(error);
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
