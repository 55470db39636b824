import type { DueTimer, TimeSource } from '../../clock/TimeSource.ts';
import type { RequestShape, Target, TargetListener } from '../Target.ts';
import { RequestQueue } from './RequestQueue.ts';

interface DummyOptions {
  time: TimeSource;
  listener: TargetListener;
  /** Called once for each request, in the order they are prepared, with the output tokens of each of its items. */
  serviceTimeMs: (outputTokens: number) => number;
  /** Requests worked on at the same time; those beyond wait first come, first served. */
  slots: number;
  batchSize: number;
  /** Of each item of a batch, unless a request's shape says otherwise. */
  outputTokens: number;
  stream: boolean;
}

/**
 * A target that only waits: the known answer that tests measure against. All of its output comes at the end, so its time
 * to first token is its latency and it has no gaps between tokens. Nothing travels, so its bytes are 0.
 *
 * A slot takes its next request at the very instant the one before was due (or when the request was sent, if that was
 * later), not when the timer got round to it: a queue of dummies follows queue theory, and what the timer is late by does
 * not add up.
 */
export class DummyTarget implements Target {
  readonly #options: DummyOptions;
  readonly #timer: DueTimer;
  readonly #waiting = new RequestQueue();
  #serviceMs = new Float64Array(64);
  /** Of each item of a batch. */
  #outputTokens = new Float64Array(64);
  #sentAtMs = new Float64Array(64);
  /** When a request in a slot is due; NaN when it is in none. */
  #dueMs = new Float64Array(64).fill(Number.NaN);
  #busySlots = 0;

  constructor(options: DummyOptions) {
    this.#options = options;
    this.#timer = options.time.dueTimer((request) => this.#onDue(request));
  }

  open(): Promise<void> {
    return Promise.resolve();
  }

  prepare(request: number, _sequence: number, _withText: boolean, shape?: RequestShape): void {
    if (request >= this.#serviceMs.length) this.#reserve(request + 1);
    const outputTokens = shape?.outputTokens ?? this.#options.outputTokens;
    this.#outputTokens[request] = outputTokens;
    this.#serviceMs[request] = this.#options.serviceTimeMs(outputTokens);
  }

  send(request: number): void {
    this.#sentAtMs[request] = this.#options.time.nowMs();
    if (this.#busySlots < this.#options.slots) this.#start(request, Number.NEGATIVE_INFINITY);
    else this.#waiting.push(request);
  }

  cancel(request: number): void {
    if (Number.isNaN(this.#dueMs[request] ?? Number.NaN)) {
      this.#waiting.remove(request);
      return;
    }
    this.#timer.cancel(request);
    this.#leave(request, this.#options.time.nowMs());
  }

  close(): void {
    this.#timer.close();
    this.#waiting.clear();
    this.#dueMs.fill(Number.NaN);
    this.#busySlots = 0;
  }

  #start(request: number, slotFreeAtMs: number): void {
    const dueMs = Math.max(this.#sentAtMs[request] ?? 0, slotFreeAtMs) + (this.#serviceMs[request] ?? 0);
    this.#busySlots += 1;
    this.#dueMs[request] = dueMs;
    this.#timer.schedule(request, dueMs);
  }

  /** Frees the slot of a request at an instant and gives it to the next one. */
  #leave(request: number, atMs: number): void {
    this.#dueMs[request] = Number.NaN;
    this.#busySlots -= 1;
    const next = this.#waiting.shift();
    if (next !== undefined) this.#start(next, atMs);
  }

  #onDue(request: number): void {
    const { time, listener, batchSize, stream } = this.#options;
    const tokensPerItem = this.#outputTokens[request] ?? 0;
    const outputTokens = tokensPerItem * batchSize;
    const nowMs = time.nowMs();
    this.#leave(request, this.#dueMs[request] ?? nowMs);
    if (stream) listener.content(request, nowMs, outputTokens, tokensPerItem);
    listener.ended(request, nowMs, outputTokens);
  }

  #reserve(requests: number): void {
    const capacity = Math.max(requests, this.#serviceMs.length * 2);
    const serviceMs = new Float64Array(capacity);
    serviceMs.set(this.#serviceMs);
    const outputTokens = new Float64Array(capacity);
    outputTokens.set(this.#outputTokens);
    const sentAtMs = new Float64Array(capacity);
    sentAtMs.set(this.#sentAtMs);
    const dueMs = new Float64Array(capacity).fill(Number.NaN);
    dueMs.set(this.#dueMs);
    this.#serviceMs = serviceMs;
    this.#outputTokens = outputTokens;
    this.#sentAtMs = sentAtMs;
    this.#dueMs = dueMs;
  }
}
