import type { Redactor } from '../../../../core/secrets/Redactor.ts';
import type { Clock } from '../../clock/TimeSource.ts';
import type { HttpReply } from '../../transport/http/HttpReply.ts';
import { httpFailure } from '../../transport/http/httpFailure.ts';
import { KeptBytes } from '../../transport/KeptBytes.ts';
import { EventStreamReader } from '../../transport/sse/EventStreamReader.ts';
import type { TargetListener } from '../Target.ts';
import type { EventTemplate } from './EventTemplate.ts';
import { errorText, parseCompletion } from './parseCompletion.ts';
import { type AskedFor, ReplyBooks } from './ReplyBooks.ts';
import { ReplyLimits } from './ReplyLimits.ts';

interface OpenAiReplyOptions {
  /** The number of the request whose reply this is. */
  request: number;
  clock: Clock;
  listener: TargetListener;
  batchSize: number;
  asked: AskedFor;
  /** Whether the output of the first item is told as text, too. */
  wantsText: boolean;
  /** What the server says goes through it before anything of it is cut, kept or told. */
  redactor: Redactor;
  /** Of the replies of one connection, one after the other. */
  template: EventTemplate;
  /** Gives up the connection of the request. */
  hangUp(): void;
}

/**
 * The reply to one request: as a stream of events, as one JSON object, or as an error. All that is read in one piece gets
 * the instant of that reading. Content is text that is not empty: events with a role, a reason to finish or usage are no
 * tokens. It ends once, and with it the reader of its stream: whoever hears of the end may send the next request at once,
 * and what is left of the piece that ended this one is told to nobody.
 */
export class OpenAiReply implements HttpReply {
  readonly #options: OpenAiReplyOptions;
  /** Where the reply is a stream. */
  #events: EventStreamReader | undefined;
  readonly #books: ReplyBooks;
  readonly #limits: ReplyLimits;
  #isOver = false;
  #status = 0;
  readonly #body = new KeptBytes();
  #bytes = 0;
  #eventCount = 0;
  #readAtMs = Number.NaN;
  #isDone = false;

  constructor(options: OpenAiReplyOptions) {
    const { batchSize, asked, wantsText, template } = options;
    this.#options = options;
    this.#limits = new ReplyLimits(asked.outputTokens, batchSize);
    this.#books = new ReplyBooks(batchSize);
    this.#books.reset(wantsText, asked);
    template.reset();
  }

  onStatus(status: number, contentType: string): void {
    this.#status = status;
    if (!this.#isSuccess || !/^text\/event-stream\b/i.test(contentType)) return;
    this.#events = new EventStreamReader(this.#limits.eventBytes, {
      onEvent: (data, type) => this.#onEvent(data, type),
      onTooLarge: () => this.#refuse('too-large', `an event has more than ${this.#limits.eventBytes} bytes`),
    });
  }

  onBody(piece: Buffer): void {
    if (this.#isOver) return;
    this.#readAtMs = this.#options.clock.nowMs();
    const events = this.#events;
    const mostBytes = events === undefined ? this.#limits.bodyBytes : this.#limits.streamBytes;
    const leftBytes = mostBytes - this.#bytes;
    this.#bytes += piece.length;
    // Of what goes beyond the limit that which is within it counts: the same however it was split.
    if (events !== undefined) events.push(piece.length > leftBytes ? piece.subarray(0, leftBytes) : piece);
    else if (piece.length <= leftBytes) this.#body.append(piece);
    if (piece.length > leftBytes) this.#refuse('too-large', this.#limits.beyond('bytes', mostBytes));
  }

  onEnd(): void {
    if (this.#isOver) return;
    // Of a reply without a body nothing has been read yet.
    if (Number.isNaN(this.#readAtMs)) this.#readAtMs = this.#options.clock.nowMs();
    if (this.#events !== undefined)
      this.#endStream('truncated-stream', 'the stream ended before its output was finished');
    else this.#endWhole(this.#body.bytes.toString());
  }

  onFailure(error: Error): void {
    if (this.#isOver) return;
    this.#readAtMs = this.#options.clock.nowMs();
    const { kind, example } = httpFailure(error, this.#options.redactor);
    // One that does not come to its end is no good reply, whatever it brought before.
    if (kind === 'too-large') this.#fail(kind, example);
    else if (this.#events !== undefined)
      this.#endStream(kind === 'connection-closed' ? 'truncated-stream' : kind, example);
    else this.#fail(kind === 'connection-closed' && this.#status > 0 ? 'truncated-reply' : kind, example);
  }

  onReconnect(): void {
    if (this.#isOver) return;
    this.#options.listener.reconnected(this.#options.request);
  }

  onBytes(sentBytes: number, receivedBytes: number): void {
    if (this.#isOver) return;
    this.#options.listener.transferred(this.#options.request, sentBytes, receivedBytes);
  }

  /** Nobody waits for it any more: nothing is told of it from here on. */
  giveUp(): void {
    this.#isOver = true;
    this.#events?.end();
  }

  get #isSuccess(): boolean {
    return this.#status >= 200 && this.#status < 300;
  }

  #onEvent(data: string, type: string): void {
    if (this.#isDone) return;
    this.#eventCount += 1;
    if (data === '[DONE]') {
      this.#isDone = true;
      return;
    }
    if (this.#eventCount > this.#limits.events) {
      this.#refuse('too-many-events', this.#limits.beyond('events', this.#limits.events));
      return;
    }
    const completion = this.#options.template.parse(data);
    if (type === 'error' || completion?.error !== undefined) {
      this.#refuse('error-event', completion?.error ?? data);
    } else if (completion === undefined) {
      this.#refuse('bad-event', `an event is no JSON object: ${data}`);
    } else {
      const tokens = this.#books.takeEvent(completion);
      if (tokens !== undefined) this.#options.listener.content(this.#options.request, this.#readAtMs, tokens, 1);
    }
  }

  /** A stream is whole with its end mark or when every output has said why it ended; not every server sends both. */
  #endStream(kindWhenCut: string, example: string): void {
    if (this.#isDone || this.#books.isFinished) this.#complete();
    else this.#fail(kindWhenCut, example);
  }

  #endWhole(body: string): void {
    const completion = parseCompletion(body);
    if (!this.#isSuccess) this.#fail(`http-${this.#status}`, refusalText(body));
    else if (body.trim() === '') this.#fail('empty-reply', `status ${this.#status} without a body`);
    else if (completion === undefined) this.#fail('not-json', body);
    else if (completion.error !== undefined) this.#fail('error-reply', completion.error);
    else {
      this.#books.takeWhole(completion);
      this.#complete();
    }
  }

  #complete(): void {
    const { request, listener, batchSize, redactor } = this.#options;
    const { items, mentioned, outputTokens, piecesAreTokens, text, usage } = this.#books;
    if (mentioned < batchSize) {
      this.#fail('empty-reply', `outputs of ${mentioned} of ${batchSize} prompts`);
      return;
    }
    this.giveUp();
    listener.usage(request, usage);
    if (!piecesAreTokens) listener.piecesAreNoTokens(request);
    for (const [index, { hash }] of items.entries()) listener.output(request, this.#books.tokensOf(index), hash);
    if (this.#options.wantsText) listener.outputText(request, redactor.told(text));
    listener.ended(request, this.#readAtMs, outputTokens);
  }

  /** Fails a request whose reply still comes; a reply that is over already fails nothing. */
  #refuse(kind: string, example: string): void {
    if (this.#isOver) return;
    this.#options.hangUp();
    this.#fail(kind, example);
  }

  #fail(kind: string, example: string): void {
    this.giveUp();
    const { request, listener, redactor } = this.#options;
    listener.failed(request, this.#readAtMs, kind, redactor.told(example));
  }
}

function refusalText(body: string): string {
  try {
    return errorText(JSON.parse(body));
  } catch {
    return body;
  }
}
