import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepSoFar } from '../../../core/contract/runEvent.ts';
import type { StoreCallName, StoreCalls, UnsealedMeasurement } from '../../../core/contract/storeProtocol.ts';
import type { StoreClient } from '../sessions/StoreClient.ts';

/** A step of more records than these leaves so much behind in memory that its process is replaced: 240 bytes each. */
const largeStep = 200_000;

/**
 * Derives results in a process of its own that reads what the store has written: neither this process nor the store, which
 * commits every second, waits for it or holds its records. It is kept warm; one that ended, or ran out of memory, is
 * replaced by the next question.
 */
export class Derivation {
  readonly #store: StoreClient;
  #reader: Promise<StoreClient> | undefined;

  constructor(store: StoreClient) {
    this.#store = store;
  }

  /** Starts the process, so that it is there when it is asked. One that cannot be started is told by the first question. */
  warmUp(): void {
    this.#reader ??= this.#store.reader();
    this.#reader.catch(() => undefined);
  }

  /**
   * The result of a step whose measurement is sealed.
   *
   * @throws FailureError when it cannot be derived; what was measured is kept.
   */
  async ofSealed(runId: string, stepId: string): Promise<StepResult> {
    const result = await this.#ask('deriveStep', { runId, stepId });
    const { sent, dropped } = result.requests;
    if (sent + dropped > largeStep) {
      await this.close();
      this.warmUp();
    }
    return result;
  }

  /**
   * The result of a step that cannot be sealed, from what is stored of it, what still waits to be, and what was refused.
   *
   * @throws FailureError when it cannot be derived.
   */
  async ofUnsealed(runId: string, unsealed: UnsealedMeasurement): Promise<StepResult> {
    const asked = { runId, stepId: unsealed.grounds.step.id, unsealed };
    // Only the store knows what waits. Nothing is measured any more that it could keep from being stored.
    return this.#store.isGone ? this.#ask('deriveStep', asked) : this.#store.call('deriveStep', asked);
  }

  /** @throws FailureError when they cannot be derived. */
  soFar(runId: string, step: PlannedStep): Promise<StepSoFar | null> {
    return this.#ask('summarizeSoFar', { runId, step });
  }

  /**
   * A stored run, with what of its results must be derived first.
   *
   * @throws FailureError when it cannot be read.
   */
  showRun(run: string): Promise<ResultDocument | null> {
    return this.#ask('showRun', { run });
  }

  async close(): Promise<void> {
    const reader = this.#reader;
    this.#reader = undefined;
    const living = await reader?.catch(() => undefined);
    await living?.close();
  }

  async #ask<Name extends StoreCallName>(
    name: Name,
    arguments_: Parameters<StoreCalls[Name]>[0],
  ): Promise<ReturnType<StoreCalls[Name]>> {
    return (await this.#living()).call(name, arguments_);
  }

  /** @throws FailureError when it cannot be started; the next question tries it again. */
  async #living(): Promise<StoreClient> {
    const asked = this.#reader;
    if (asked !== undefined) {
      const reader = await asked.catch(() => undefined);
      if (reader !== undefined && !reader.isGone) return reader;
      if (this.#reader === asked) this.#reader = undefined;
    }
    this.#reader ??= this.#store.reader();
    return this.#reader;
  }
}
