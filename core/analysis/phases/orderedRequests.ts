import { outcomeCode, phaseCode, type RecordChunk } from '../../contract/RecordChunk.ts';
import type { PlannedPhase } from '../../contract/trafficPlan.ts';
import { elementAt } from '../../statistics/arrays.ts';

/** A phase of a step's load when it was to be, and how far it got. Instants on the run's clock. */
export interface PhaseWindow {
  readonly phase: PlannedPhase;
  readonly fromMs: number;
  readonly toMs: number;
  /** As planned: later than `toMs` where the step was cut off in it. */
  readonly plannedToMs: number;
  /** Its requests are those from this index to before that one. */
  readonly first: number;
  readonly past: number;
}

/** The counted requests of a step as columns, in the order of their intended starts. */
export interface OrderedRequests {
  readonly count: number;
  readonly intendedMs: Float64Array;
  /** Infinity of those that failed or were never sent. */
  readonly latencyMs: Float64Array;
  /** Infinity of those that failed before their first token; NaN where a reply came whole. */
  readonly ttftMs: Float64Array;
  /** When it ended or was given up; NaN of those never sent. */
  readonly endMs: Float64Array;
  readonly outcome: Uint8Array;
  /** Index + 1 into the step's list of error kinds; 0 for none. */
  readonly errorKind: Uint16Array;
}

/** Puts the counted records of a step, which come in the order of their ends, into that of their intended starts. */
export function orderedRequests(chunks: readonly RecordChunk[]): OrderedRequests {
  const total = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  const unordered = {
    intendedMs: new Float64Array(total),
    latencyMs: new Float64Array(total),
    ttftMs: new Float64Array(total),
    endMs: new Float64Array(total),
    outcome: new Uint8Array(total),
    errorKind: new Uint16Array(total),
  };
  let count = 0;
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      if (elementAt(chunk.phase, index) !== phaseCode.measured) continue;
      const outcome = elementAt(chunk.outcome, index);
      const isOk = outcome === outcomeCode.ok;
      const intendedMs = elementAt(chunk.intendedStartMs, index);
      const endMs = elementAt(chunk.endMs, index);
      const firstMs = elementAt(chunk.firstTokenMs, index);
      unordered.intendedMs[count] = intendedMs;
      unordered.latencyMs[count] = isOk ? endMs - intendedMs : Number.POSITIVE_INFINITY;
      unordered.ttftMs[count] = isOk || !Number.isNaN(firstMs) ? firstMs - intendedMs : Number.POSITIVE_INFINITY;
      unordered.endMs[count] = outcome === outcomeCode.dropped ? Number.NaN : endMs;
      unordered.outcome[count] = outcome;
      unordered.errorKind[count] = elementAt(chunk.errorKind, index);
      count += 1;
    }
  }
  const { intendedMs } = unordered;
  const order = Uint32Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => elementAt(intendedMs, a) - elementAt(intendedMs, b) || a - b,
  );
  const inOrder = (column: Float64Array): Float64Array => Float64Array.from(order, (index) => elementAt(column, index));
  return {
    count,
    intendedMs: inOrder(intendedMs),
    latencyMs: inOrder(unordered.latencyMs),
    ttftMs: inOrder(unordered.ttftMs),
    endMs: inOrder(unordered.endMs),
    outcome: Uint8Array.from(order, (index) => elementAt(unordered.outcome, index)),
    errorKind: Uint16Array.from(order, (index) => elementAt(unordered.errorKind, index)),
  };
}

/** Requests per second that an open loop's phase offers at an instant, at its edges where that lies outside. */
export function offeredAt({ phase, fromMs, plannedToMs }: PhaseWindow, atMs: number): number {
  const { ratePerSecond = 0, toRatePerSecond = ratePerSecond } = phase;
  const share = Math.min(1, Math.max(0, (atMs - fromMs) / (plannedToMs - fromMs)));
  return ratePerSecond + (toRatePerSecond - ratePerSecond) * share;
}

/** How many requests succeeded between two instants of the run's clock, whenever they were due. */
export function succeededWithin({ count, endMs, outcome }: OrderedRequests, fromMs: number, toMs: number): number {
  let succeeded = 0;
  for (let index = 0; index < count; index += 1) {
    const atMs = elementAt(endMs, index);
    if (elementAt(outcome, index) === outcomeCode.ok && atMs >= fromMs && atMs < toMs) succeeded += 1;
  }
  return succeeded;
}
