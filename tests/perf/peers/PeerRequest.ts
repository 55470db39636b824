/** One POST with a body of JSON, as often as it can be sent in a closed loop. */
export interface PeerLoad {
  /** The server's root. */
  url: string;
  path: string;
  body: string;
  concurrency: number;
  warmupMs: number;
  durationMs: number;
}

/** What a process of peers is asked for. */
export type PeerRequest =
  | ({ kind: 'autocannon' } & PeerLoad)
  /** `firstToken`: what the first token looks like on the wire; without it replies are only counted. */
  | ({ kind: 'bareSockets'; firstToken?: string } & PeerLoad)
  /** One stream after the other through `node:http`, its events split and parsed as is usual. */
  | ({ kind: 'nodeHttpEvents' } & Omit<PeerLoad, 'concurrency'>)
  | { kind: 'barePacer'; ratePerSecond: number; durationMs: number };

export interface LoadResult {
  requests: number;
  requestsPerSecond: number;
  clientCpuMs: number;
}

export interface PeerResults {
  autocannon: LoadResult;
  /** From the write of a request to its first token, one a request; empty when replies were only counted. */
  bareSockets: LoadResult & { firstTokenMs: Float64Array };
  nodeHttpEvents: { events: number; eventsPerSecond: number; clientCpuMs: number };
  barePacer: { lagMs: Float64Array; clientCpuMs: number };
}

export type PeerReply = { result: PeerResults[PeerRequest['kind']] } | { error: string };
