import type { PlannedStep } from '../contract/plannedStep.ts';
import { outcomeCode, phaseCode, type RecordChunk, unknownTokens } from '../contract/RecordChunk.ts';
import { elementAt } from '../statistics/arrays.ts';

/**
 * The counted requests of a step (those sent in its measured phase), taken from the raw records in the order in which
 * they ended. Durations are milliseconds of requests that succeeded; failures are counted apart.
 */
export interface CountedRequests {
  ok: number;
  failed: number;
  timedOut: number;
  dropped: number;
  /** Intended start to end; for a closed loop that is send to end. In the order of `endsMs`, as `serviceMs` is. */
  latencyMs: Float64Array;
  /** Actual send to end. */
  serviceMs: Float64Array;
  /** Intended start to first token, of those that had one. */
  ttftMs: Float64Array;
  /** Requests without a first token because they failed. */
  withoutFirstToken: number;
  /**
   * (end − first token) / (output tokens of an item − 1), of streamed requests with two tokens or more; empty when the
   * tokens of any request are unknown.
   */
  tpotMs: Float64Array;
  /** Gaps between content events that carry one token each. */
  itlMs: Float64Array;
  sendLagMs: Float64Array;
  /** Instants on the run's clock, ascending. */
  endsMs: Float64Array;
  firstStartMs: number;
  /** From the first to the last intended start, those never sent included; and from the first to the last actual send. */
  intendedSpanMs: number;
  sentSpanMs: number;
  /** When the last counted request ended or was given up. */
  lastEndMs: number;
  /** Sum of the times that counted requests were in flight, failed ones until they were given up. */
  residenceMs: number;
  inputTokens: Float64Array;
  /** Of those that succeeded and whose tokens are known; of the others, how many there were. */
  outputTokens: Float64Array;
  withoutOutputTokens: number;
  sentBytes: number;
  receivedBytes: number;
  /** Of those that succeeded: their bytes, and the content events of their replies. */
  okBytes: { sent: number; received: number };
  okContentEvents: number;
  /** Failed requests by kind, index into the step's list of kinds. */
  failuresByKind: Map<number, number>;
}

/**
 * Walks through the records of a step once.
 *
 * @throws RangeError when a request that was sent has no instant of its send or of its end, or ends before it was sent.
 */
export function countedRequests(step: PlannedStep, chunks: readonly RecordChunk[]): CountedRequests {
  const total = chunks.reduce((sum, chunk) => sum + chunk.count, 0);
  const columns = {
    latencyMs: new Column(total),
    serviceMs: new Column(total),
    ttftMs: new Column(total),
    tpotMs: new Column(total),
    itlMs: new Column(chunks.reduce((sum, chunk) => sum + chunk.gapMs.length, 0)),
    sendLagMs: new Column(total),
    endsMs: new Column(total),
    inputTokens: new Column(total),
    outputTokens: new Column(total),
  };
  const counts = { ok: 0, failed: 0, timedOut: 0, dropped: 0, withoutFirstToken: 0, sentBytes: 0, receivedBytes: 0 };
  const failuresByKind = new Map<number, number>();
  const okBytes = { sent: 0, received: 0 };
  let okContentEvents = 0;
  let withoutOutputTokens = 0;
  const intended = new Span();
  const sent = new Span();
  let lastEndMs = Number.NEGATIVE_INFINITY;
  let residenceMs = 0;

  for (const chunk of chunks) {
    let gap = 0;
    for (let index = 0; index < chunk.count; index += 1) {
      const gaps = elementAt(chunk.gapCount, index);
      const firstGap = gap;
      gap += gaps;
      if (elementAt(chunk.phase, index) !== phaseCode.measured) continue;
      const outcome = elementAt(chunk.outcome, index);
      const intendedMs = elementAt(chunk.intendedStartMs, index);
      intended.add(intendedMs);
      if (outcome === outcomeCode.dropped) {
        counts.dropped += 1;
        continue;
      }
      const startMs = elementAt(chunk.actualStartMs, index);
      const firstMs = elementAt(chunk.firstTokenMs, index);
      const endMs = elementAt(chunk.endMs, index);
      if (!(endMs >= startMs && endMs < Number.POSITIVE_INFINITY)) {
        throw new RangeError(`a record has its send at ${startMs} ms and its end at ${endMs} ms`);
      }
      sent.add(startMs);
      lastEndMs = Math.max(lastEndMs, endMs);
      residenceMs += endMs - startMs;
      counts.sentBytes += elementAt(chunk.sentBytes, index);
      counts.receivedBytes += elementAt(chunk.receivedBytes, index);
      columns.sendLagMs.push(startMs - intendedMs);
      if (!Number.isNaN(firstMs)) columns.ttftMs.push(firstMs - intendedMs);
      if (outcome !== outcomeCode.ok) {
        counts[outcome === outcomeCode.timedOut ? 'timedOut' : 'failed'] += 1;
        if (Number.isNaN(firstMs)) counts.withoutFirstToken += 1;
        const kind = elementAt(chunk.errorKind, index);
        failuresByKind.set(kind, (failuresByKind.get(kind) ?? 0) + 1);
        continue;
      }
      counts.ok += 1;
      okBytes.sent += elementAt(chunk.sentBytes, index);
      okBytes.received += elementAt(chunk.receivedBytes, index);
      okContentEvents += elementAt(chunk.contentEvents, index);
      columns.latencyMs.push(endMs - intendedMs);
      columns.serviceMs.push(endMs - startMs);
      columns.endsMs.push(endMs);
      columns.inputTokens.push(elementAt(chunk.inputTokens, index));
      const outputTokens = elementAt(chunk.outputTokens, index);
      if (outputTokens === unknownTokens) {
        withoutOutputTokens += 1;
      } else {
        columns.outputTokens.push(outputTokens);
        const isStreamed = elementAt(chunk.contentEvents, index) > 1;
        const tokensOfItem = outputTokens / step.load.batchSize;
        if (isStreamed && tokensOfItem > 1) columns.tpotMs.push((endMs - firstMs) / (tokensOfItem - 1));
      }
      if (elementAt(chunk.multiTokenEvents, index) === 0) {
        for (let at = firstGap; at < firstGap + gaps; at += 1) columns.itlMs.push(elementAt(chunk.gapMs, at));
      }
    }
  }
  const ends = columns.endsMs.values();
  const inOrderOfEnd = orderOf(ends);
  return {
    ...counts,
    failuresByKind,
    okBytes,
    okContentEvents,
    withoutOutputTokens,
    firstStartMs: sent.firstMs,
    intendedSpanMs: intended.lengthMs,
    sentSpanMs: sent.lengthMs,
    lastEndMs,
    residenceMs,
    latencyMs: inOrderOfEnd(columns.latencyMs.values()),
    serviceMs: inOrderOfEnd(columns.serviceMs.values()),
    ttftMs: columns.ttftMs.values(),
    // Of some requests only it would be that of the others.
    tpotMs: withoutOutputTokens > 0 ? new Float64Array(0) : columns.tpotMs.values(),
    itlMs: columns.itlMs.values(),
    sendLagMs: columns.sendLagMs.values(),
    endsMs: inOrderOfEnd(ends),
    inputTokens: columns.inputTokens.values(),
    outputTokens: columns.outputTokens.values(),
  };
}

/** Puts a column into the order in which requests ended: records of several clients come in turns. */
function orderOf(endsMs: Float64Array): (column: Float64Array) => Float64Array {
  if (endsMs.every((endMs, index) => index === 0 || endMs >= elementAt(endsMs, index - 1))) return (column) => column;
  const order = Uint32Array.from(endsMs, (_, index) => index).sort(
    (a, b) => elementAt(endsMs, a) - elementAt(endsMs, b) || a - b,
  );
  return (column) => Float64Array.from(order, (index) => elementAt(column, index));
}

/** A column whose final length is known only at the end. */
class Column {
  readonly #values: Float64Array;
  #count = 0;

  constructor(capacity: number) {
    this.#values = new Float64Array(capacity);
  }

  push(value: number): void {
    this.#values[this.#count++] = value;
  }

  values(): Float64Array {
    return this.#values.slice(0, this.#count);
  }
}

/** The instants that were seen, from the first to the last; −∞ long when none was. */
class Span {
  firstMs = Number.POSITIVE_INFINITY;
  #lastMs = Number.NEGATIVE_INFINITY;

  add(atMs: number): void {
    this.firstMs = Math.min(this.firstMs, atMs);
    this.#lastMs = Math.max(this.#lastMs, atMs);
  }

  get lengthMs(): number {
    return this.#lastMs - this.firstMs;
  }
}
