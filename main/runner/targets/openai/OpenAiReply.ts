import type { Redactor } from '../../../../core/secrets/Redactor.ts';
import type { Clock } from '../../clock/TimeSource.ts';
import type { HttpReply } from '../../transport/http/HttpReply.ts';
import { httpFailure } from '../../transport/http/httpFailure.ts';
import { EventStreamReader } from '../../transport/sse/EventStreamReader.ts';
import type { TargetListener } from '../Target.ts';
import { EventTemplate } from './EventTemplate.ts';
import { errorText, parseCompletion } from './parseCompletion.ts';
import { ReplyBooks } from './ReplyBooks.ts';

export interface OpenAiReplyOptions {
  /** The number of the requests whose replies these are, one after the other. */
  request: number;
  clock: Clock;
  listener: TargetListener;
  batchSize: number;
  /** The limit on output tokens of each item, unless a request has another. */
  outputTokens: number;
  /** What the server says goes through it before anything of it is cut, kept or told. */
  redactor: Redactor;
  /** Gives up the connection of the request. */
  hangUp(): void;
}

/** An event of a stream is a token or a few; a megabyte is a server that has lost its way. */
const largestEventBytes = 2 ** 20;
const largestBodyBytes = 16 * 2 ** 20;

/**
 * One reply after the other to the requests of one number: as a stream of events, as one JSON object, or as an error. All
 * that is read in one piece gets the instant of that reading. Content is text that is not empty: events with a role, a
 * reason to finish or usage are no tokens.
 */
export class OpenAiReply implements HttpReply {
  readonly #options: OpenAiReplyOptions;
  readonly #events: EventStreamReader;
  readonly #books: ReplyBooks;
  readonly #template = new EventTemplate();
  #isOver = true;
  #status = 0;
  #isStream = false;
  #body: Buffer[] = [];
  #bodyBytes = 0;
  #readAtMs = Number.NaN;
  #isDone = false;
  #wantsText = false;

  constructor(options: OpenAiReplyOptions) {
    this.#options = options;
    this.#books = new ReplyBooks(options.batchSize);
    this.#events = new EventStreamReader(largestEventBytes, {
      onEvent: (data, type) => this.#onEvent(data, type),
      onTooLarge: () => this.#refuse('too-large', `an event has more than ${largestEventBytes} bytes`),
    });
  }

  /** The next request is sent; `outputTokens` is its limit for each item. */
  begin(wantsText: boolean, outputTokens = this.#options.outputTokens): void {
    this.#isOver = false;
    this.#status = 0;
    this.#isStream = false;
    this.#body = [];
    this.#bodyBytes = 0;
    this.#readAtMs = Number.NaN;
    this.#isDone = false;
    this.#wantsText = wantsText;
    this.#events.reset();
    this.#template.reset();
    this.#books.reset(wantsText, outputTokens);
  }

  onStatus(status: number, contentType: string): void {
    this.#status = status;
    this.#isStream = this.#isSuccess && /^text\/event-stream\b/i.test(contentType);
  }

  onBody(piece: Buffer): void {
    if (this.#isOver) return;
    this.#readAtMs = this.#options.clock.nowMs();
    if (this.#isStream) {
      this.#events.push(piece);
      return;
    }
    this.#bodyBytes += piece.length;
    if (this.#bodyBytes > largestBodyBytes) {
      this.#refuse('too-large', `a reply has more than ${largestBodyBytes} bytes`);
      return;
    }
    this.#body.push(piece);
  }

  onEnd(): void {
    if (this.#isOver) return;
    // Of a reply without a body nothing has been read yet.
    if (Number.isNaN(this.#readAtMs)) this.#readAtMs = this.#options.clock.nowMs();
    if (this.#isStream) this.#endStream('truncated-stream', 'the stream ended before its output was finished');
    else this.#endWhole(Buffer.concat(this.#body).toString());
  }

  onFailure(error: Error): void {
    if (this.#isOver) return;
    this.#readAtMs = this.#options.clock.nowMs();
    const { kind, example } = httpFailure(error, this.#options.redactor);
    if (this.#isStream) this.#endStream(kind === 'connection-closed' ? 'truncated-stream' : kind, example);
    else this.#fail(kind === 'connection-closed' && this.#status > 0 ? 'truncated-reply' : kind, example);
  }

  onReconnect(): void {
    this.#options.listener.reconnected(this.#options.request);
  }

  onBytes(sentBytes: number, receivedBytes: number): void {
    this.#options.listener.transferred(this.#options.request, sentBytes, receivedBytes);
  }

  get #isSuccess(): boolean {
    return this.#status >= 200 && this.#status < 300;
  }

  #onEvent(data: string, type: string): void {
    if (this.#isOver || this.#isDone) return;
    if (data === '[DONE]') {
      this.#isDone = true;
      return;
    }
    const completion = this.#template.parse(data);
    if (completion === undefined) {
      this.#refuse('bad-event', `an event is no JSON object: ${data}`);
    } else if (completion.error !== undefined || type === 'error') {
      this.#refuse('error-event', completion.error ?? data);
    } else {
      const tokens = this.#books.takeEvent(completion);
      if (tokens > 0) this.#options.listener.content(this.#options.request, this.#readAtMs, tokens, 1);
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
    this.#isOver = true;
    listener.usage(request, usage);
    if (!piecesAreTokens) listener.piecesAreNoTokens(request);
    for (const item of items) listener.output(request, this.#books.tokensOf(item), item.hash);
    if (this.#wantsText) listener.outputText(request, redactor.told(text));
    listener.ended(request, this.#readAtMs, outputTokens);
  }

  /** Fails a request whose reply still comes. */
  #refuse(kind: string, example: string): void {
    this.#isOver = true;
    this.#options.hangUp();
    this.#fail(kind, example);
  }

  #fail(kind: string, example: string): void {
    this.#isOver = true;
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
