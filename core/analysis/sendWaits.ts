import type { PlannedStep } from '../contract/plannedStep.ts';
import { outcomeCode, phaseCode, type RecordChunk } from '../contract/RecordChunk.ts';
import { elementAt } from '../statistics/arrays.ts';

/** Why the counted requests of an open loop left after their intended starts. */
export interface SendWaits {
  /** What the client took once a request was due and there was a place for it: its own lag, in no order. */
  readonly ownLagMs: Float64Array;
  /** From the first to the last send, had there always been a place; −∞ without one. */
  readonly ownSpanMs: number;
  /** How many waited because as many were in flight as the load allows, and the longest of these waits. */
  readonly waited: number;
  readonly longestWaitMs: number;
}

/** What a timer is late by; a wait that is shorter is none. */
const noWaitMs = 1;

/**
 * Takes the lag of sends apart. With M requests in flight at most, sent in the order in which they are due, the i-th send
 * finds a place as soon as i − M of those before it have ended: what it waits for that is the target's doing, what it waits
 * beyond is the client's. Client processes that share a schedule have every so many of its arrivals, and their own places.
 */
export function sendWaits(step: Pick<PlannedStep, 'load'>, chunks: readonly RecordChunk[]): SendWaits {
  const { runners = 1, maxInFlight = Number.POSITIVE_INFINITY, traffic } = step.load;
  // Conversations are shared out whole: which client had which, records do not tell.
  const clients = traffic?.kind === 'conversations' ? 1 : Math.min(runners, maxInFlight);
  const due = inOrderOfDue(chunks);
  const ownLagMs = new Float64Array(due.count);
  let counted = 0;
  let [firstMs, lastMs] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  let [waited, longestWaitMs] = [0, 0];
  for (let client = 0; client < clients; client += 1) {
    const places = Math.floor(maxInFlight / clients) + (client < maxInFlight % clients ? 1 : 0);
    const sent = due.order.filter((row, index) => index % clients === client && !due.isDropped[row]);
    const endsMs = Float64Array.from(sent, (row) => elementAt(due.endMs, row)).sort();
    for (const [index, row] of sent.entries()) {
      if (!due.isCounted[row]) continue;
      const intendedMs = elementAt(due.intendedMs, row);
      const freeMs = index < places ? intendedMs : Math.max(intendedMs, elementAt(endsMs, index - places));
      // An end and the send that it makes room for are read from the clock one after the other.
      const ownMs = Math.max(0, elementAt(due.actualMs, row) - freeMs);
      ownLagMs[counted] = ownMs;
      counted += 1;
      firstMs = Math.min(firstMs, intendedMs + ownMs);
      lastMs = Math.max(lastMs, intendedMs + ownMs);
      if (freeMs - intendedMs >= noWaitMs) waited += 1;
      longestWaitMs = Math.max(longestWaitMs, freeMs - intendedMs);
    }
  }
  return { ownLagMs: ownLagMs.slice(0, counted), ownSpanMs: lastMs - firstMs, waited, longestWaitMs };
}

/** All requests as columns, the warm-up's too, which hold places as well; `order` names rows as they were due. */
interface DueRequests {
  readonly count: number;
  readonly order: Uint32Array;
  readonly intendedMs: Float64Array;
  readonly actualMs: Float64Array;
  readonly endMs: Float64Array;
  readonly isCounted: Uint8Array;
  readonly isDropped: Uint8Array;
}

function inOrderOfDue(chunks: readonly RecordChunk[]): DueRequests {
  const count = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  const intendedMs = new Float64Array(count);
  const actualMs = new Float64Array(count);
  const endMs = new Float64Array(count);
  const isCounted = new Uint8Array(count);
  const isDropped = new Uint8Array(count);
  let row = 0;
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      intendedMs[row] = elementAt(chunk.intendedStartMs, index);
      actualMs[row] = elementAt(chunk.actualStartMs, index);
      endMs[row] = elementAt(chunk.endMs, index);
      isCounted[row] = elementAt(chunk.phase, index) === phaseCode.measured ? 1 : 0;
      isDropped[row] = elementAt(chunk.outcome, index) === outcomeCode.dropped ? 1 : 0;
      row += 1;
    }
  }
  const order = Uint32Array.from({ length: count }, (_, index) => index).sort(
    (a, b) => elementAt(intendedMs, a) - elementAt(intendedMs, b) || a - b,
  );
  return { count, order, intendedMs, actualMs, endMs, isCounted, isDropped };
}
