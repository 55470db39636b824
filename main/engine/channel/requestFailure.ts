import { errorText } from '../errorText.ts';
import { RequestError } from '../generation/RequestError.ts';
import { isOutOfMemory } from '../isOutOfMemory.ts';

/** What a client is told of a request that failed. */
export function requestFailure(error: unknown): { kind: string; message: string } {
  if (error instanceof RequestError) return { kind: error.kind, message: error.message };
  if (isOutOfMemory(error)) {
    const remedy = 'use a smaller batch or a shorter context';
    return {
      kind: 'outOfMemory',
      message: `there is not enough memory for this request (${errorText(error)}): ${remedy}`,
    };
  }
  return { kind: 'runFailed', message: errorText(error) };
}
