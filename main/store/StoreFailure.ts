import type { Failure } from '../../core/contract/WorkerMessages.ts';

/** An error that already says what a user can do about it. */
export class StoreFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure, options?: ErrorOptions) {
    super(failure.reason, options);
    this.name = 'StoreFailure';
    this.failure = failure;
  }
}
