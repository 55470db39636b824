import type { ServedProtocol } from './targetKind.ts';
import type { Failure } from './WorkerMessages.ts';

/** The server that a client is calibrated against: it answers at once, or after a constant time. */
export type NullServerCommand = { type: 'listen'; protocol: ServedProtocol; latencyMs: number } | { type: 'shutdown' };

export type NullServerEvent =
  | { type: 'ready' }
  /** `url` is the server's root. */
  | { type: 'listening'; url: string }
  | { type: 'listenFailed'; failure: Failure };
