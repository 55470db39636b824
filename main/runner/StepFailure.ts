import type { Failure } from '../../core/contract/WorkerMessages.ts';

/** Why a step cannot start, where more is known than that it cannot. */
export class StepFailure extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.reason);
    this.name = 'StepFailure';
    this.failure = failure;
  }
}
