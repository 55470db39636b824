import type { StepResult } from '../../contract/resultDocument.ts';
import type { MemoryFit } from '../../contract/scenarioFigures.ts';
import type { Failure } from '../../contract/WorkerMessages.ts';

/** How engines and servers say that memory ran out; none of them has a code for it that others share. */
const outOfMemoryText =
  /out[ _]?of[ _]?memory|outofmemory|not enough memory|insufficient memory|cannot allocate memory|failed to allocate|bad[ _]alloc/i;

/** A refusal of the embedded engine by its kind, and of a server by its status. */
const refusals = /^(?:outOfMemory|http-5\d\d|server-error)$/;

/**
 * Whether a step's load fitted into memory, from what watched it and from what was refused for want of it. Undefined
 * where neither tells, and for a step that was broken off for another reason: it might not have fitted later.
 *
 * @param watched what the machine's memory said while the step ran.
 */
export function memoryFitOf(
  watched: MemoryFit | undefined,
  { errors, failure, interrupted }: Pick<StepResult, 'errors' | 'interrupted'> & { failure?: Failure | undefined },
): MemoryFit | undefined {
  if (watched?.fits === false) return watched;
  const refused = errors.find(
    ({ kind, example }) => refusals.test(kind) && (kind === 'outOfMemory' || outOfMemoryText.test(example)),
  );
  if (refused !== undefined) {
    const requests = refused.count === 1 ? '1 request was' : `${refused.count} requests were`;
    return { fits: false, explanation: `${requests} refused for want of memory: ${refused.example}` };
  }
  if (failure !== undefined && outOfMemoryText.test(`${failure.reason} ${failure.detail ?? ''}`)) {
    return { fits: false, explanation: failure.reason };
  }
  return failure !== undefined || interrupted === true ? undefined : watched;
}
