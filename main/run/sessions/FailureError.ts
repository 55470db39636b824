import type { Failure } from '../../../core/contract/WorkerMessages.ts';

/** An error that carries what a user needs: the reason, the remedy, and the raw text behind it. */
export class FailureError extends Error {
  readonly failure: Failure;

  constructor(failure: Failure) {
    super(failure.reason);
    this.name = 'FailureError';
    this.failure = failure;
  }
}

/** The failure within an error, or one made of its message where it carries none. */
export function failureOf(error: unknown): Failure {
  if (error instanceof FailureError) return error.failure;
  const reason = error instanceof Error ? error.message : String(error);
  return {
    reason,
    remedy: 'This was not foreseen. Please report it with the text below.',
    detail: error instanceof Error && error.stack !== undefined ? error.stack : reason,
  };
}
