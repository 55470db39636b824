/**
 * Events for each output token that was asked for. Well-behaved servers send one or fewer; those that send an event for
 * each character need about five; more than sixteen is a server that does not stop.
 */
const eventsPerToken = 16;
/** Events that no token explains: roles, reasons to finish, usage, and one a second to keep a long wait alive. */
const otherEvents = 1024;
/** An event is mostly names, beside a token or a few: 300 to 2,000 bytes. */
const bytesPerToken = 16 * 1024;
/** Bytes that no token explains: a page of an error, a prompt that is repeated, comments that keep a connection alive. */
const otherBytes = 2 * 2 ** 20;
/** An event is a token or a few; a megabyte is a server that has lost its way. */
const largestEventBytes = 2 ** 20;
/** A whole reply is kept until its end and becomes one text, which the runtime limits to twice as much. */
const largestBodyBytes = 256 * 2 ** 20;

/**
 * How much one reply may be, relative to what was asked for: a server that never ends a reply fills no memory and does
 * not keep the client from its other requests. Far above what any server sends for its tokens, so that none that answers
 * is refused.
 */
export class ReplyLimits {
  /** Of one event of a stream. */
  readonly eventBytes = largestEventBytes;
  /** Of a stream. */
  readonly events: number;
  readonly streamBytes: number;
  /** Of a reply that comes whole. */
  readonly bodyBytes: number;
  readonly #askedTokens: number;

  /** @param outputTokens the limit on output tokens of each item of a batch. */
  constructor(outputTokens: number, batchSize: number) {
    this.#askedTokens = outputTokens * batchSize;
    this.events = eventsPerToken * this.#askedTokens + otherEvents;
    this.streamBytes = bytesPerToken * this.#askedTokens + otherBytes;
    this.bodyBytes = Math.min(this.streamBytes, largestBodyBytes);
  }

  /** That a reply has gone beyond a limit, in words. */
  beyond(unit: 'bytes' | 'events', limit: number): string {
    return `a reply has more than ${limit} ${unit}, and ${this.#askedTokens} output tokens were asked for`;
  }
}
