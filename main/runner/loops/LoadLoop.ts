import type { RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { Failure, LogLevel } from '../../../core/contract/WorkerMessages.ts';
import type { RequestLedger } from './RequestLedger.ts';

/** How the sending and counting of a step came to its end. */
export interface LoopEnd {
  /** First counted send, and last counted end or the stop; both the end when nothing was counted. */
  measuredFromMs: number;
  measuredToMs: number;
  stopped: boolean;
  /** Why the step could not be carried out, or not to its end. */
  failure?: Failure;
}

export interface LoopListener {
  /** A phase begins, planned to last so long: `measured` with the first counted send, `coolDown` when sending ends. */
  onPhase(phase: RecordPhase, atMs: number, plannedSeconds: number): void;
  onLog(level: LogLevel, message: string): void;
  onEnd(end: LoopEnd): void;
}

/** Every `count`-th request of a step, from `index` on. */
export interface LoadShard {
  index: number;
  count: number;
}

/** Decides when requests are sent. */
export interface LoadLoop {
  start(): void;
  /** Sends no more and abandons what is in flight. Ends at once. */
  stop(): void;
  /** A request left, as the ledger says. */
  onLeft(request: number, isOk: boolean, tookMs: number): void;
  /** The target is gone, as the ledger says. */
  onLost(failure: Failure): void;
}

/** Gives up what is in flight at the end of a loop, and logs it. Returns whether that cut the measurement short. */
export function abandonInFlight(ledger: RequestLedger, listener: LoopListener, stopped: boolean): boolean {
  const isCutShort = stopped || ledger.account.inFlight > 0;
  const abandoned = ledger.abandonAll();
  if (abandoned > 0) {
    const why = stopped ? 'by Stop' : 'when the step ended';
    listener.onLog('info', `${abandoned} requests in flight were abandoned ${why} and leave no record.`);
  }
  return isCutShort;
}
