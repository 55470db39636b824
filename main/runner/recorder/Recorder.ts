import {
  largestRecordedCount,
  outcomeCode,
  phaseCode,
  type RecordChunk,
  type RecordPhase,
  type RequestOutcome,
  recordPhases,
  unknownTokens,
} from '../../../core/contract/RecordChunk.ts';
import { GapLists } from './GapLists.ts';
import { RecordColumns } from './RecordColumns.ts';

/**
 * Keeps the records of a step. A request in flight has a number of its own (small and used again once it ended); when it
 * ends its row moves behind those of the requests that ended before it. Nothing is allocated for a request, and no
 * request is ever lost or written twice: an event for a request that is not in flight is a fault and throws. So is a count
 * that its column cannot hold: it would be stored as another number.
 */
export class Recorder {
  readonly #open = new RecordColumns(64);
  #isOpen = new Uint8Array(64);
  #lastContentMs = new Float64Array(64);
  readonly #gaps = new GapLists();

  readonly #ended: RecordColumns;
  #endedCount = 0;
  #endedGapMs: Float32Array;
  #endedGapCount = 0;

  /** @param capacity records and gaps to have room for between two cuts; more is made when needed. */
  constructor(capacity = 4096) {
    this.#ended = new RecordColumns(capacity);
    this.#endedGapMs = new Float32Array(Math.max(1, capacity));
  }

  /** Opens the record of a request that is sent now. */
  begin(
    request: number,
    intendedStartMs: number,
    actualStartMs: number,
    inputTokens: number,
    phase: RecordPhase,
    trafficClass = 0,
  ): void {
    if (this.isOpen(request)) throw new Error(`request ${request} is in flight already`);
    if (request >= this.#isOpen.length) this.#reserveOpen(request + 1);
    const open = this.#open;
    this.#isOpen[request] = 1;
    this.#lastContentMs[request] = Number.NaN;
    open.clearRow(request);
    open.intendedStartMs[request] = intendedStartMs;
    open.actualStartMs[request] = actualStartMs;
    open.inputTokens[request] = fitting('inputTokens', inputTokens);
    open.phase[request] = phaseCode[phase];
    open.trafficClass[request] = trafficClass;
  }

  isOpen(request: number): boolean {
    return this.#isOpen[request] === 1;
  }

  actualStartMs(request: number): number {
    return this.#open.actualStartMs[request] ?? Number.NaN;
  }

  phase(request: number): RecordPhase {
    return recordPhases[this.#open.phase[request] ?? 0] ?? 'warmUp';
  }

  outputTokens(request: number): number {
    return this.#open.outputTokens[request] ?? 0;
  }

  /**
   * Whether something of a request in flight can have happened at an instant: it is a number, not before the send, and
   * not before what has come already. A record with any other would keep its whole step from being derived.
   */
  isPossible(request: number, atMs: number): boolean {
    const sinceMs = this.hasContent(request) ? this.#lastContentMs[request] : this.#open.actualStartMs[request];
    return atMs >= (sinceMs ?? Number.NaN) && atMs < Number.POSITIVE_INFINITY;
  }

  /** Whether any piece of a streamed reply has come. */
  hasContent(request: number): boolean {
    return (this.#open.contentEvents[request] ?? 0) > 0;
  }

  /** Bytes that went over the wire for a request. */
  transferred(request: number, sentBytes: number, receivedBytes: number): void {
    this.#assertOpen(request);
    const open = this.#open;
    open.sentBytes[request] = fitting('sentBytes', (open.sentBytes[request] ?? 0) + sentBytes);
    open.receivedBytes[request] = fitting('receivedBytes', (open.receivedBytes[request] ?? 0) + receivedBytes);
  }

  /**
   * A piece of a reply: `tokens` of all items of the batch together, at most `tokensPerItem` of one. One of nothing for any
   * item is no content; one beyond the tokens that were asked for is, and brings none.
   */
  content(request: number, atMs: number, tokens: number, tokensPerItem: number): void {
    this.#assertOpen(request);
    if (tokensPerItem === 0) return;
    const open = this.#open;
    const events = open.contentEvents[request] ?? 0;
    if (events === 0) {
      open.firstTokenMs[request] = atMs;
    } else {
      this.#gaps.append(request, atMs - (this.#lastContentMs[request] ?? atMs));
      open.gapCount[request] = (open.gapCount[request] ?? 0) + 1;
    }
    this.#lastContentMs[request] = atMs;
    open.contentEvents[request] = events + 1;
    open.outputTokens[request] = fitting('outputTokens', (open.outputTokens[request] ?? 0) + tokens);
    if (tokensPerItem > 1) open.multiTokenEvents[request] = (open.multiTokenEvents[request] ?? 0) + 1;
  }

  /** The prompt is as long as the server says, and not as it was meant to be. */
  setInputTokens(request: number, tokens: number): void {
    this.#assertOpen(request);
    this.#open.inputTokens[request] = fitting('inputTokens', tokens);
  }

  /** None of the content events of this reply counts as one token. */
  markMultiToken(request: number): void {
    this.#assertOpen(request);
    this.#open.multiTokenEvents[request] = this.#open.contentEvents[request] ?? 0;
  }

  /**
   * Closes a record as ok and returns its end: its last content event, or `atMs` when its reply came whole. `outputTokens`
   * is undefined when nobody knows them.
   */
  end(request: number, atMs: number, outputTokens: number | undefined): number {
    this.#assertOpen(request);
    const endMs = this.hasContent(request) ? (this.#lastContentMs[request] ?? atMs) : atMs;
    this.#open.outputTokens[request] =
      outputTokens === undefined ? unknownTokens : fitting('outputTokens', outputTokens);
    this.#close(request, endMs, 'ok', 0);
    return endMs;
  }

  /** Closes a record as given up at `atMs`. `errorKind` is an index + 1 into the step's kinds. */
  fail(request: number, atMs: number, outcome: Exclude<RequestOutcome, 'ok'>, errorKind: number): void {
    this.#assertOpen(request);
    this.#close(request, atMs, outcome, errorKind);
  }

  /** Writes the record of a request that was never sent. */
  drop(intendedStartMs: number, phase: RecordPhase, trafficClass = 0): void {
    const ended = this.#ended;
    const row = this.#endedCount;
    ended.reserve(row + 1);
    ended.clearRow(row);
    ended.intendedStartMs[row] = intendedStartMs;
    ended.outcome[row] = outcomeCode.dropped;
    ended.phase[row] = phaseCode[phase];
    ended.trafficClass[row] = trafficClass;
    this.#endedCount += 1;
  }

  /** Forgets a request in flight: it leaves no record. */
  abandon(request: number): void {
    this.#assertOpen(request);
    this.#isOpen[request] = 0;
    this.#gaps.drop(request);
  }

  /** Hands out the records that ended since the last cut; requests in flight stay. Undefined when there are none. */
  cut(): RecordChunk | undefined {
    const count = this.#endedCount;
    if (count === 0) return undefined;
    const gapMs = this.#endedGapMs.slice(0, this.#endedGapCount);
    this.#endedCount = 0;
    this.#endedGapCount = 0;
    return { count, ...this.#ended.first(count), gapMs };
  }

  #close(request: number, endMs: number, outcome: RequestOutcome, errorKind: number): void {
    const open = this.#open;
    this.#isOpen[request] = 0;
    open.endMs[request] = endMs;
    open.outcome[request] = outcomeCode[outcome];
    open.errorKind[request] = errorKind;
    this.#ended.reserve(this.#endedCount + 1);
    this.#ended.copyRow(open, request, this.#endedCount);
    this.#endedCount += 1;
    const gapCount = open.gapCount[request] ?? 0;
    if (gapCount === 0) return;
    this.#reserveGaps(this.#endedGapCount + gapCount);
    this.#gaps.moveTo(request, this.#endedGapMs, this.#endedGapCount);
    this.#endedGapCount += gapCount;
  }

  #assertOpen(request: number): void {
    if (this.#isOpen[request] !== 1) throw new Error(`request ${request} is not in flight`);
  }

  #reserveOpen(requests: number): void {
    this.#open.reserve(requests);
    const isOpen = new Uint8Array(this.#open.capacity);
    isOpen.set(this.#isOpen);
    const lastContentMs = new Float64Array(this.#open.capacity);
    lastContentMs.set(this.#lastContentMs);
    this.#isOpen = isOpen;
    this.#lastContentMs = lastContentMs;
  }

  #reserveGaps(gaps: number): void {
    if (gaps <= this.#endedGapMs.length) return;
    const gapMs = new Float32Array(Math.max(gaps, this.#endedGapMs.length * 2));
    gapMs.set(this.#endedGapMs);
    this.#endedGapMs = gapMs;
  }
}

/** @throws RangeError for what the column would wrap or cut. */
function fitting(column: string, count: number): number {
  if (Number.isInteger(count) && count >= 0 && count <= largestRecordedCount) return count;
  throw new RangeError(
    `${column} of a request is ${count}; a record holds whole numbers from 0 to ${largestRecordedCount}`,
  );
}
