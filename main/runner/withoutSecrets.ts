import type { RunnerEvent, TargetAccess } from '../../core/contract/runnerProtocol.ts';

/** What stands where a secret was. */
const placeholder = '[key removed]';
/** Shorter words than any key are left: taking them out would deface what a server says. */
const shortestSecret = 8;

/**
 * Passes events on without the keys of a server. Servers repeat a key that they refuse, some of them whole, and what a
 * server says is stored, reported and printed.
 */
export function withoutSecrets(access: TargetAccess, send: (event: RunnerEvent) => void): (event: RunnerEvent) => void {
  const headers = access.kind === 'http' ? Object.values(access.headers) : [];
  const secrets = headers
    .map((value) => value.split(' ').at(-1) ?? '')
    .filter(({ length }) => length >= shortestSecret);
  if (secrets.length === 0) return send;
  const clean = <Value>(value: Value): Value => cleaned(value, secrets) as Value;
  return (event) => {
    // Columns of numbers, a second's worth of requests: only their kinds of failure are words; outputs are numbers, too.
    if (event.type === 'records') send({ ...event, errorKinds: clean(event.errorKinds) });
    else if (event.type === 'live' || (event.type === 'outputsCollected' && 'outputs' in event)) send(event);
    else send(clean(event));
  };
}

function cleaned(value: unknown, secrets: readonly string[]): unknown {
  if (typeof value === 'string') return secrets.reduce((text, secret) => text.replaceAll(secret, placeholder), value);
  if (Array.isArray(value)) return value.map((each) => cleaned(each, secrets));
  if (typeof value !== 'object' || value === null || ArrayBuffer.isView(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, cleaned(each, secrets)]));
}
