/** What a client, and all clients together, may take of a server of this program. */
export interface ClientLimits {
  /** Connections at once; more are closed as they come. */
  connections: number;
  /** A kept connection without a request: longer than clients usually keep theirs, so that it is the client who closes. */
  idleMs: number;
  /** For all bytes of a request to arrive. */
  requestMs: number;
  /** For a client to take an answer that was written, or to hang up after its last. */
  takeMs: number;
  /** How often these times are looked at: each may last so much longer. */
  checkMs: number;
  /** Memory for requests that have not come whole, of all connections together. */
  unfinishedBytes: number;
  /** What a client may leave lying of a stream that goes on. */
  untakenBytes: number;
}

/** Of the server without an engine. The README ("Serve") and docs/SECURITY.md tell them. */
export const nullServerLimits: ClientLimits = {
  // An open loop against a server that stands still has a connection for each request that waits.
  connections: 16_384,
  idleMs: 75_000,
  requestMs: 30_000,
  takeMs: 30_000,
  checkMs: 5000,
  unfinishedBytes: 128 * 1024 * 1024,
  untakenBytes: 1024 * 1024,
};

/** Of the server with the engine, where few can be served at once and each connection costs more. */
export const openAiServerLimits: ClientLimits = { ...nullServerLimits, connections: 1024 };
