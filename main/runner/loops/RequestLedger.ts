import type { ErrorKind, RecordPhase } from '../../../core/contract/RecordChunk.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import type { TimeSource } from '../clock/TimeSource.ts';
import { ErrorKinds } from '../recorder/ErrorKinds.ts';
import { InFlightAccount } from '../recorder/InFlightAccount.ts';
import { LiveSlice } from '../recorder/LiveSlice.ts';
import { OutputFacts } from '../recorder/OutputFacts.ts';
import { Recorder } from '../recorder/Recorder.ts';
import { ServerFacts } from '../recorder/ServerFacts.ts';
import type { RequestShape, Target, TargetListener, TokenUsage } from '../targets/Target.ts';

/** What a load loop needs to know of its requests. */
interface LedgerListener {
  /** A request left: its number is free again. `tookMs` from its send. */
  onLeft(request: number, isOk: boolean, tookMs: number): void;
  /** The target is gone; every request has left already, without `onLeft`. */
  onLost(failure: Failure): void;
  onNewErrorKind(kind: ErrorKind): void;
}

interface LedgerOptions {
  time: TimeSource;
  timeoutMs: number;
  /** Of requests without a shape of their own. */
  inputTokensPerRequest: number;
  outputTokensPerItem: number;
  /** Items of a request for which its shape counts; 0 where requests have no tokens, whatever their shape. */
  shapedItems: number;
}

/**
 * The books on requests in flight, the same for every load loop: opens a record when a request is sent, closes it with
 * what the target tells or when its time is out, and counts beside the records what results are checked against.
 */
export class RequestLedger implements TargetListener {
  readonly recorder = new Recorder();
  readonly live: LiveSlice;
  readonly errorKinds: ErrorKinds;
  readonly outputs: OutputFacts;
  readonly #server = new ServerFacts();
  /** Of counted requests only. */
  readonly account = new InFlightAccount();
  readonly #options: LedgerOptions;
  readonly #listener: LedgerListener;
  /** By request: what its shape asks for of each item; empty while no request had one. */
  readonly #shapedOutputTokens: (number | undefined)[] = [];
  #target: Target | undefined;
  #inFlight = 0;
  #highestRequest = -1;
  #cancelTimeout: (() => void) | undefined;
  #counted = { sent: 0, ok: 0 };
  #lastCountedEndMs = Number.NEGATIVE_INFINITY;

  constructor(options: LedgerOptions, listener: LedgerListener) {
    this.#options = options;
    this.#listener = listener;
    this.live = new LiveSlice(options.time.nowMs());
    this.outputs = new OutputFacts(options.outputTokensPerItem);
    this.errorKinds = new ErrorKinds((kind) => listener.onNewErrorKind(kind));
  }

  /** All requests in flight, counted or not. */
  get inFlight(): number {
    return this.#inFlight;
  }

  get counted(): Readonly<{ sent: number; ok: number }> {
    return this.#counted;
  }

  /** What the server said of counted, successful requests; nothing from targets that have no server to say it. */
  get serverFacts(): ServerFacts['facts'] {
    return this.#server.facts;
  }

  /** How many times a counted request was sent again because a kept connection had died. */
  get reconnects(): number {
    return this.#server.reconnects;
  }

  /** When the last counted request ended or was given up; −∞ when none has. */
  get lastCountedEndMs(): number {
    return this.#lastCountedEndMs;
  }

  /** The target whose requests these are; it and its listener need each other, so it comes after. */
  attach(target: Target): void {
    this.#target = target;
  }

  /** @param shape what the request is like; as the step says where it is left out. */
  begin(
    request: number,
    intendedStartMs: number,
    actualStartMs: number,
    phase: RecordPhase,
    trafficClass = 0,
    shape?: RequestShape,
  ): void {
    const { inputTokensPerRequest, shapedItems } = this.#options;
    const inputTokens = shape === undefined ? inputTokensPerRequest : shape.promptTokens * shapedItems;
    this.recorder.begin(request, intendedStartMs, actualStartMs, inputTokens, phase, trafficClass);
    if (shape !== undefined && shapedItems > 0) this.#shapedOutputTokens[request] = shape.outputTokens;
    this.#inFlight += 1;
    this.#highestRequest = Math.max(this.#highestRequest, request);
    if (phase === 'measured') {
      this.#counted.sent += 1;
      this.account.entered(actualStartMs);
    }
    if (this.#cancelTimeout === undefined) this.#watch(actualStartMs + this.#options.timeoutMs);
  }

  transferred(request: number, sentBytes: number, receivedBytes: number): void {
    this.recorder.transferred(request, sentBytes, receivedBytes);
  }

  content(request: number, atMs: number, tokens: number, tokensPerItem: number): void {
    if (!this.recorder.isPossible(request, atMs)) {
      this.#target?.cancel(request);
      this.#failImpossible(request, atMs);
      return;
    }
    this.recorder.content(request, atMs, tokens, tokensPerItem);
    this.live.tokens(tokens);
  }

  reconnected(request: number): void {
    if (this.recorder.phase(request) === 'measured') this.#server.reconnected();
  }

  usage(request: number, usage: TokenUsage | undefined): void {
    if (usage?.promptTokens !== undefined) this.recorder.setInputTokens(request, usage.promptTokens);
    if (this.recorder.phase(request) === 'measured') this.#server.add(usage);
  }

  piecesAreNoTokens(request: number): void {
    this.recorder.markMultiToken(request);
  }

  output(request: number, tokens: number | undefined, hash: number): void {
    if (this.recorder.phase(request) === 'measured') this.outputs.add(tokens, hash, this.#shapedOutputTokens[request]);
  }

  outputText(request: number, text: string): void {
    if (this.recorder.phase(request) === 'measured') this.outputs.addText(text);
  }

  ended(request: number, atMs: number, outputTokens: number | undefined): void {
    if (!this.recorder.isPossible(request, atMs)) {
      this.#failImpossible(request, atMs);
      return;
    }
    this.live.tokens(Math.max(0, (outputTokens ?? 0) - this.recorder.outputTokens(request)));
    const endMs = this.recorder.end(request, atMs, outputTokens);
    const startMs = this.recorder.actualStartMs(request);
    this.live.completed(endMs - startMs);
    this.#leave(request, true, endMs);
    this.#listener.onLeft(request, true, endMs - startMs);
  }

  failed(request: number, toldAtMs: number, kind: string, example: string): void {
    const atMs = this.#possibleInstant(request, toldAtMs);
    const tookMs = atMs - this.recorder.actualStartMs(request);
    this.#giveUp(request, atMs, 'failed', this.errorKinds.numberOf(kind, example));
    this.#listener.onLeft(request, false, tookMs);
  }

  lost(atMs: number, kind: string, failure: Failure): void {
    const number = this.errorKinds.numberOf(kind, failure.detail ?? failure.reason);
    for (const request of this.#openRequests()) {
      this.#giveUp(request, this.#possibleInstant(request, atMs), 'failed', number);
    }
    this.#listener.onLost(failure);
  }

  /** A request that was due and is never sent. */
  dropped(intendedStartMs: number, phase: RecordPhase, trafficClass = 0): void {
    this.recorder.drop(intendedStartMs, phase, trafficClass);
    this.live.failed();
  }

  /** Gives up everything in flight without a record and returns how many requests that were. Closes the books. */
  abandonAll(): number {
    const { time } = this.#options;
    const abandoned = this.#inFlight;
    for (const request of this.#openRequests()) {
      this.#target?.cancel(request);
      if (this.recorder.phase(request) === 'measured') {
        this.#counted.sent -= 1;
        this.account.withdrawn(time.nowMs(), this.recorder.actualStartMs(request));
      }
      this.recorder.abandon(request);
      this.#inFlight -= 1;
    }
    this.#cancelTimeout?.();
    this.#cancelTimeout = undefined;
    return abandoned;
  }

  /** Those in flight when their turn comes: what is done with one may end others, or send them anew. */
  *#openRequests(): Generator<number> {
    for (let request = 0; request <= this.#highestRequest; request += 1) {
      if (this.recorder.isOpen(request)) yield request;
    }
  }

  /** The target tells of an instant that cannot be: no latency follows from it, so the request has none. */
  #failImpossible(request: number, atMs: number): void {
    const startMs = this.recorder.actualStartMs(request);
    const example = `part of a reply was told to have come at ${atMs} ms, to a request that was sent at ${startMs} ms`;
    this.failed(request, atMs, 'impossible-instant', example);
  }

  /** When a request left: as told, or now where that cannot be. */
  #possibleInstant(request: number, atMs: number): number {
    return this.recorder.isPossible(request, atMs) ? atMs : this.#options.time.nowMs();
  }

  #giveUp(request: number, atMs: number, outcome: 'failed' | 'timedOut', errorKind: number): void {
    this.recorder.fail(request, atMs, outcome, errorKind);
    this.live.failed();
    this.#leave(request, false, atMs);
  }

  #leave(request: number, isOk: boolean, endMs: number): void {
    this.#inFlight -= 1;
    if (this.recorder.phase(request) !== 'measured') return;
    // Its own reading of the clock and not the record's: the account must not inherit a wrong instant from the record.
    this.account.left(this.#options.time.nowMs());
    this.#lastCountedEndMs = Math.max(this.#lastCountedEndMs, endMs);
    if (isOk) this.#counted.ok += 1;
  }

  /** One timer for all: the oldest request in flight is always the first whose time is out. */
  #watch(atMs: number): void {
    this.#cancelTimeout = this.#options.time.at(atMs, () => this.#expire());
  }

  #expire(): void {
    const nowMs = this.#options.time.nowMs();
    const { timeoutMs } = this.#options;
    for (const request of this.#openRequests()) {
      const startMs = this.recorder.actualStartMs(request);
      if (nowMs < startMs + timeoutMs) continue;
      this.#target?.cancel(request);
      const received = `${this.recorder.outputTokens(request)} output tokens had come`;
      const number = this.errorKinds.numberOf('time-out', `not complete after ${timeoutMs / 1000} s; ${received}`);
      this.#giveUp(request, nowMs, 'timedOut', number);
      this.#listener.onLeft(request, false, nowMs - startMs);
    }
    this.#cancelTimeout = undefined;
    let oldestMs = Number.POSITIVE_INFINITY;
    for (const request of this.#openRequests()) {
      oldestMs = Math.min(oldestMs, this.recorder.actualStartMs(request));
    }
    if (oldestMs < Number.POSITIVE_INFINITY) this.#watch(oldestMs + timeoutMs);
  }
}
