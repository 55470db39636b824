import type { StepFacts } from '../contract/runnerProtocol.ts';
import type { CountedRequests } from './countedRequests.ts';

/** Instants on the run's clock. */
export interface MeasuredWindow {
  fromMs: number;
  toMs: number;
}

/**
 * The one window that rates, telemetry and checks of a step are taken over: from the first counted send until the last
 * counted request ended or was given up, or until the stop; of an open loop the window of its schedule, longer where
 * requests end later. From the records alone when the runner could not tell.
 * Undefined when nothing was measured.
 */
export function measuredWindow(
  counted: Pick<CountedRequests, 'firstStartMs' | 'lastEndMs'>,
  facts: StepFacts | undefined,
): MeasuredWindow | undefined {
  const fromMs = Math.min(counted.firstStartMs, facts?.measuredFromMs ?? Number.POSITIVE_INFINITY);
  const toMs = Math.max(counted.lastEndMs, facts?.measuredToMs ?? Number.NEGATIVE_INFINITY);
  return toMs > fromMs ? { fromMs, toMs } : undefined;
}
