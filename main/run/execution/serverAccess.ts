import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { AddressAccess } from '../../../core/contract/runnerProtocol.ts';
import { addressOf, kindOf } from '../../../core/targets/targets.ts';
import { FailureError } from '../sessions/FailureError.ts';

/**
 * How the runner reaches a step's server. Its key is taken from the environment: a command line, a plan and a result
 * would all show it. A kind of target gets its own key alone.
 *
 * @throws FailureError when the key is none that a header can carry. It says where what is wrong stands, and shows nothing.
 */
export function serverAccess(step: Pick<PlannedStep, 'engine' | 'target' | 'url'>): AddressAccess {
  const url = addressOf(step);
  const { keyVariable } = kindOf(step).address ?? {};
  const key = keyVariable === undefined ? undefined : process.env[keyVariable];
  if (key === undefined || key === '') return { kind: 'address', url, headers: {} };
  const at = key.search(/[^\x21-\x7e]/);
  if (at < 0) return { kind: 'address', url, headers: { authorization: `Bearer ${key}` } };
  const isAtEnd = key.slice(at).trim() === '';
  throw new FailureError({
    reason: `The key in ${keyVariable} cannot be sent: it has ${nameOf(key.charCodeAt(at))} ${isAtEnd ? 'at its end' : `as character ${at + 1} of ${key.length}`}`,
    remedy: `Set ${keyVariable} to the key alone: letters, digits and signs of ASCII, without spaces and line breaks`,
  });
}

function nameOf(code: number): string {
  if (code === 0x0a || code === 0x0d) return 'a line break';
  if (code === 0x20 || code === 0x09) return 'a space';
  return code < 0x20 || code === 0x7f ? 'a control character' : 'a character that is not ASCII';
}
