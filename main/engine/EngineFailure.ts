import type { Failure } from '../../core/contract/WorkerMessages.ts';

/** A failure that a user can do something about: what happened, to which file, and what to do. */
export class EngineFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, cause?: unknown) {
    super(failure.reason, { cause });
    this.name = 'EngineFailure';
    this.failure = failure;
  }
}
