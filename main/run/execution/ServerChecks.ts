import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { AddressAccess, ServerFacts, TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { targetTraits } from '../../../core/targets/targets.ts';
import { FailureError, failureOf } from '../sessions/FailureError.ts';
import type { RunnerSession } from '../sessions/RunnerSession.ts';

/** A server answers within it or counts as unreachable, whatever time its requests may take. */
const longestSeconds = 10;

/**
 * Asks each server once for each model and route whether it can be measured, before the first step that needs it. What
 * it says holds for the steps that follow: one that cannot be reached is not waited for again.
 */
export class ServerChecks {
  readonly #outcomes = new Map<string, { facts: ServerFacts } | { failure: FailureError }>();
  readonly #onLog: (line: LogLine) => void;

  /** @param onLog what is worth knowing about a server. */
  constructor(onLog: (line: LogLine) => void) {
    this.#onLog = onLog;
  }

  /**
   * The step as this server can carry it out, without fields that it refuses. Steps of other targets as they are.
   *
   * @throws FailureError when the server cannot be measured, or the signal's reason when it aborts.
   */
  async fit(
    step: PlannedStep,
    access: TargetAccess,
    runner: Pick<RunnerSession, 'checkServer'>,
    signal: AbortSignal,
  ): Promise<PlannedStep> {
    if (targetTraits(step).isAskedFirst !== true || !('url' in access)) return step;
    const key = JSON.stringify([access.url, step.model.id, step.endpoint, step.stream, step.vendorFields]);
    let outcome = this.#outcomes.get(key);
    if (outcome === undefined) {
      outcome = await this.#ask(step, access, runner, signal);
      this.#outcomes.set(key, outcome);
    }
    if ('failure' in outcome) throw outcome.failure;
    return { ...step, vendorFields: outcome.facts.vendorFields };
  }

  async #ask(
    step: PlannedStep,
    access: AddressAccess,
    runner: Pick<RunnerSession, 'checkServer'>,
    signal: AbortSignal,
  ): Promise<{ facts: ServerFacts } | { failure: FailureError }> {
    const timeoutMs = 1000 * Math.min(longestSeconds, step.timeoutSeconds);
    try {
      const facts = await runner.checkServer(step, access, timeoutMs, signal);
      for (const message of facts.notes) this.#onLog({ level: 'warn', source: 'run', message });
      return { facts };
    } catch (error) {
      signal.throwIfAborted();
      return { failure: new FailureError(failureOf(error)) };
    }
  }
}
