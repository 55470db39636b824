import type { Redactor } from '../../../../core/secrets/Redactor.ts';
import { fetchText } from '../../transport/http/fetchText.ts';
import { parseModels } from './parseModels.ts';

type ListedModels =
  /** The names that the server gives; undefined when it gives no list, with the reason. */
  | { isReachable: true; status: number; names: string[] }
  | { isReachable: true; status: number; names: undefined; why: string }
  | { isReachable: false; kind: string; example: string };

/** Kinds of failure before any server has said a word. */
const unreachable = [
  'connection-refused',
  'host-not-found',
  'host-unreachable',
  'connect-time-out',
  'tls',
  'connection-failed',
];

/** Asks a server which models it has. Not every server has the list, so its absence is no failure. */
export async function listModels(
  url: string,
  headers: Record<string, string>,
  redactor: Redactor,
  signal: AbortSignal,
): Promise<ListedModels> {
  const fetched = await fetchText(url, '/v1/models', headers, redactor, signal);
  if (!fetched.isOk) {
    if (unreachable.includes(fetched.kind)) return { isReachable: false, kind: fetched.kind, example: fetched.example };
    return { isReachable: true, status: 0, names: undefined, why: `${fetched.kind}: ${fetched.example}` };
  }
  const { status, body } = fetched;
  const names = status === 200 ? parseModels(body) : undefined;
  if (names !== undefined) return { isReachable: true, status, names };
  return { isReachable: true, status, names, why: status === 200 ? 'it is no list' : `status ${status}` };
}
