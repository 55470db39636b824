import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { FailureError, failureOf } from '../sessions/FailureError.ts';

/** Collects the answers of stores under way: the first failure stops the step, and is thrown once all have settled. */
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

  /** @throws FailureError with the first failure. */
  async settled(): Promise<void> {
    await Promise.all(this.#pending);
    if (this.#failure !== undefined) throw new FailureError(this.#failure);
  }
}
