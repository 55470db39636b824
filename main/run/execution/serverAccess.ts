import type { TargetAccess } from '../../../core/contract/runnerProtocol.ts';

/** Where a server's key is taken from: a command line, a plan and a result would all show it. */
const keyVariable = 'OPENAI_API_KEY';

/** How the runner reaches a server. */
export function serverAccess(url: string): Extract<TargetAccess, { kind: 'http' }> {
  const key = process.env[keyVariable];
  return { kind: 'http', url, headers: key === undefined || key === '' ? {} : { authorization: `Bearer ${key}` } };
}
