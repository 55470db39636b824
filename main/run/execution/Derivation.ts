import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import type { StepSoFar } from '../../../core/contract/runEvent.ts';
import type { StepGrounds } from '../../../core/contract/StepMeasurement.ts';
import type { StoreCallName, StoreCalls } from '../../../core/contract/storeProtocol.ts';
import type { StoreClient } from '../sessions/StoreClient.ts';

/**
 * Derives results in a process of its own that reads what the store has written: neither this process nor the store, which
 * commits every second, waits for it or holds its records. It is kept warm for the steps of a run; one that ended, or ran
 * out of memory, is replaced by the next question.
 */
export class Derivation {
  readonly #store: StoreClient;
  #reader: Promise<StoreClient> | undefined;

  constructor(store: StoreClient) {
    this.#store = store;
  }

  /**
   * The result of a step whose measurement is sealed.
   *
   * @throws FailureError when it cannot be derived; what was measured is kept.
   */
  async ofSealed(runId: string, stepId: string): Promise<StepResult> {
    return this.#ask('deriveStep', { runId, stepId });
  }

  /**
   * The result of a step that cannot be sealed, from what is stored of it and what still waits to be.
   *
   * @throws FailureError when it cannot be derived.
   */
  async ofUnsealed(runId: string, grounds: StepGrounds): Promise<StepResult> {
    const asked = { runId, stepId: grounds.step.id, unsealed: grounds };
    // Only the store knows what waits. Nothing is measured any more that it could keep from being stored.
    return this.#store.isGone ? this.#ask('deriveStep', asked) : this.#store.call('deriveStep', asked);
  }

  /** @throws FailureError when they cannot be derived. */
  async soFar(runId: string, step: PlannedStep): Promise<StepSoFar | null> {
    return this.#ask('summarizeSoFar', { runId, step });
  }

  async close(): Promise<void> {
    const reader = await this.#reader?.catch(() => undefined);
    this.#reader = undefined;
    await reader?.close();
  }

  async #ask<Name extends StoreCallName>(
    name: Name,
    arguments_: Parameters<StoreCalls[Name]>[0],
  ): Promise<ReturnType<StoreCalls[Name]>> {
    this.#reader ??= this.#store.reader();
    const asked = this.#reader;
    try {
      const reader = await asked;
      if (!reader.isGone) return await reader.call(name, arguments_);
    } catch (error) {
      const reader = await asked.catch(() => undefined);
      if ((reader === undefined || reader.isGone) && this.#reader === asked) this.#reader = undefined;
      throw error;
    }
    this.#reader = undefined;
    return this.#ask(name, arguments_);
  }
}
