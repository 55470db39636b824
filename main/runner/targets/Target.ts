import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import type { Failure, LogLevel } from '../../../core/contract/WorkerMessages.ts';
import type { TimeSource } from '../clock/TimeSource.ts';

/**
 * What a server itself says of the tokens of a request, all items of its batch together, as far as it can be: at most what
 * the prompts can have and what was asked for. A figure is absent when it does not say it, or says what cannot be.
 */
export interface TokenUsage {
  promptTokens?: number;
  /** Of the prompt tokens, how many it took from its cache. */
  cachedTokens?: number;
  outputTokens?: number;
  /** What it said that cannot be, and why not: "completion_tokens 4000000000, where 2 were asked for". */
  impossible?: string;
}

/**
 * What a target tells of its requests. A request in flight is known by a small number that its sender chose and will use
 * again. After a request ended, failed or was cancelled, nothing more may be told of it. A request that fails at once is
 * told of on a later turn of the event loop, never from within {@link Target.send}.
 */
export interface TargetListener {
  /** Exact bytes of the request and its reply on the wire, as they come. */
  transferred(request: number, sentBytes: number, receivedBytes: number): void;
  /**
   * A piece of a streamed reply: `tokens` of all items of the batch together, at most `tokensPerItem` of one. A piece beyond
   * the tokens that were asked for is content and has none.
   */
  content(request: number, atMs: number, tokens: number, tokensPerItem: number): void;
  /** A kept connection died without a byte of the reply, and the request was sent again on a fresh one. */
  reconnected(request: number): void;
  /**
   * Before `ended`, from servers that count tokens for the client: what the server says of this request, or undefined when
   * it says nothing. Without output tokens in it its content events are all there is to count.
   */
  usage(request: number, usage: TokenUsage | undefined): void;
  /** Before `ended`: the pieces of this reply were no single tokens, so the gaps between them are no times for a token. */
  piecesAreNoTokens(request: number): void;
  /**
   * Output of one item of a batch, before `ended`, from targets that give any. `hash` stands for its content; `tokens` is
   * undefined when there are some, and nobody says how many.
   */
  output(request: number, tokens: number | undefined, hash: number): void;
  /** How the output of the first item reads, before `ended`, from targets that were asked for it and can tell. */
  outputText(request: number, text: string): void;
  /** The reply is complete; `outputTokens` is undefined when nobody says how many there are. */
  ended(request: number, atMs: number, outputTokens: number | undefined): void;
  /** This request failed; others go on. `example` is what was said, untouched. */
  failed(request: number, atMs: number, kind: string, example: string): void;
  /** The target is gone, and every request with it. Nothing more is told. */
  lost(atMs: number, kind: string, failure: Failure): void;
}

/** What one request of a step is like where not all are alike. Tokens of each item of its batch. */
export interface RequestShape {
  promptTokens: number;
  outputTokens: number;
  /** Its prompt is the beginning of this conversation's text: a later turn's prompt begins with that of the turn before. */
  conversation?: number;
}

/** The system under test as the load loops see it. */
export interface Target {
  /** Makes it ready to send to. Rejects with what is wrong and what to do about it. */
  open(): Promise<void>;
  /**
   * Builds a request ahead of its send, so that building is no part of its latency. `sequence` counts the step's
   * requests from 0: the same sequence and seed give the same request on every target. `withText` asks for the output as
   * text, too. Without a shape it is as the step says.
   */
  prepare(request: number, sequence: number, withText: boolean, shape?: RequestShape): void;
  /** Sends what was prepared for this number. */
  send(request: number): void;
  /** Gives up a request in flight and lets the system under test know. */
  cancel(request: number): void;
  /** Gives up everything at once, without waiting for the system under test. */
  close(): void;
}

export interface TargetContext {
  step: PlannedStep;
  access: TargetAccess;
  time: TimeSource;
  listener: TargetListener;
  log(level: LogLevel, message: string): void;
}

/** @throws Error when the step or the access does not suit the target. */
export type CreateTarget = (context: TargetContext) => Target;
