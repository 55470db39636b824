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

/** What a thrown value says, whatever was thrown. */
export function errorText(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** The code by which the system names an error (`ENOENT`, `ENOSPC`, ...); empty for any other error. */
export function systemErrorCode(error: unknown): string {
  return error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '';
}

/** How V8 and the runtime say that memory ran out; neither gives a code. */
const outOfMemoryTexts =
  /bad_alloc|bad allocation|array buffer allocation failed|invalid typed array length|failed to allocate|cannot allocate memory|out of memory|ENOMEM/i;

/** Whether an error says that memory ran out. */
export function isOutOfMemory(error: unknown): boolean {
  return outOfMemoryTexts.test(errorText(error));
}
