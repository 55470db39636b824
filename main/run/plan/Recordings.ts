import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { Trace } from '../../../core/schedule/trace/Trace.ts';

/** A recording of traffic that a plan plays. */
export interface Recording {
  /** Absolute. */
  path: string;
  trace: Trace;
}

/** By the name that the plan or the configuration has for them: recordings that were read, or why they cannot be. */
export type Recordings = ReadonlyMap<string, Recording | Failure>;
