import type { LogLevel } from '../../../../core/contract/WorkerMessages.ts';
import type { Redactor } from '../../../../core/secrets/Redactor.ts';
import type { TimeSource } from '../../clock/TimeSource.ts';
import { textPrompts } from '../../prompts/textPrompts.ts';
import { HttpConnection } from '../../transport/http/HttpConnection.ts';
import { httpFailure } from '../../transport/http/httpFailure.ts';
import { type ServerHabits, serverAddress } from '../../transport/http/openSocket.ts';
import type { RequestShape, Target, TargetListener } from '../Target.ts';
import { mostPromptTokens } from './believedUsage.ts';
import { EventTemplate } from './EventTemplate.ts';
import { OpenAiReply } from './OpenAiReply.ts';
import { endpointPath, type OpenAiRequestOptions, openAiRequest } from './openAiRequest.ts';
import type { AskedFor } from './ReplyBooks.ts';

interface OpenAiOptions {
  /** The server's root. */
  url: string;
  headers: Record<string, string>;
  redactor: Redactor;
  time: TimeSource;
  listener: TargetListener;
  log(level: LogLevel, message: string): void;
  request: OpenAiRequestOptions;
  seed: number;
  batchSize: number;
  promptTokens: number;
  /** Connections to make before the first request. */
  connectionsAhead: number;
}

const connectTimeoutMs = 10_000;

/** What a request number has of its own: its connection, and the request that is prepared for it or in flight. */
interface Place {
  connection: HttpConnection;
  template: EventTemplate;
  /** One for each request: undefined before the first is prepared. */
  reply: OpenAiReply | undefined;
  body: Buffer;
}

/** Any server that speaks OpenAI's protocol, chat or completions. Each request number has a connection of its own. */
export class OpenAiTarget implements Target {
  readonly #options: OpenAiOptions;
  readonly #origin: string;
  readonly #path: string;
  readonly #headers: Record<string, string>;
  readonly #bodyOf: ReturnType<typeof openAiRequest>;
  readonly #places: Place[] = [];
  readonly #habits: ServerHabits = { closesAfterReply: false };
  #unaskedReplies = 0;

  constructor(options: OpenAiOptions) {
    this.#options = options;
    const { origin, basePath } = serverAddress(options.url);
    this.#origin = origin;
    this.#path = `${basePath}${endpointPath[options.request.endpoint]}`;
    this.#bodyOf = openAiRequest(options.request);
    this.#headers = { ...options.headers, 'content-type': 'application/json' };
  }

  /** The first connection decides; of the others a request finds out. */
  async open(): Promise<void> {
    const { connectionsAhead, time, url, redactor } = this.#options;
    const warming = Array.from({ length: connectionsAhead }, (_, request) => this.#place(request).connection.warm());
    const others = Promise.allSettled(warming.slice(1));
    const deadline = new Promise<never>((_, reject) => {
      const cancel = time.at(time.nowMs() + connectTimeoutMs, () =>
        reject(new Error(`no connection within ${connectTimeoutMs / 1000} s`)),
      );
      void Promise.allSettled([warming[0], others]).then(cancel);
    });
    try {
      await Promise.race([Promise.all([warming[0], others]), deadline]);
    } catch (error) {
      const { kind, example } = httpFailure(error instanceof Error ? error : new Error(String(error)), redactor);
      throw new Error(`the server cannot be reached at ${url}: ${example} (${kind})`);
    }
  }

  prepare(request: number, sequence: number, withText: boolean, shape?: RequestShape): void {
    const { seed, batchSize, request: asked } = this.#options;
    const promptTokens = shape?.promptTokens ?? this.#options.promptTokens;
    const conversation = shape?.conversation;
    const { prompts, samplingSeed } = textPrompts({ seed, sequence, batchSize, promptTokens, conversation });
    const place = this.#place(request);
    const outputTokens = shape?.outputTokens ?? asked.outputTokens;
    place.body = this.#bodyOf(prompts, samplingSeed, outputTokens);
    place.reply = this.#newReply(request, place, withText, {
      outputTokens,
      mostPromptTokens: prompts.map((text) => mostPromptTokens(text, asked.endpoint)),
    });
  }

  send(request: number): void {
    const { connection, reply, body } = this.#place(request);
    if (reply === undefined) throw new Error(`request ${request} is to be sent and was not prepared`);
    connection.send({ method: 'POST', path: this.#path, headers: this.#headers, body }, reply);
  }

  cancel(request: number): void {
    const { connection, reply } = this.#place(request);
    connection.cancel();
    reply?.giveUp();
  }

  close(): void {
    for (const { connection } of this.#places) connection.close();
    if (this.#unaskedReplies > 1) {
      this.#options.log('warn', `The server sent ${this.#unaskedReplies} replies that nobody had asked for.`);
    }
  }

  #place(request: number): Place {
    for (let next = this.#places.length; next <= request; next += 1) this.#places.push(this.#newPlace());
    const place = this.#places[request];
    if (place === undefined) throw new Error(`request ${request} has no place`);
    return place;
  }

  #newPlace(): Place {
    const connection = new HttpConnection({
      origin: this.#origin,
      habits: this.#habits,
      onUnasked: () => this.#onUnasked(),
    });
    return { connection, template: new EventTemplate(), reply: undefined, body: Buffer.alloc(0) };
  }

  #newReply(request: number, { connection, template }: Place, wantsText: boolean, asked: AskedFor): OpenAiReply {
    const { time: clock, listener, batchSize, redactor } = this.#options;
    const hangUp = (): void => connection.cancel();
    return new OpenAiReply({ request, clock, listener, batchSize, asked, wantsText, redactor, template, hangUp });
  }

  #onUnasked(): void {
    this.#unaskedReplies += 1;
    if (this.#unaskedReplies > 1) return;
    this.#options.log('warn', 'The server sent a reply that nobody had asked for; its connection was given up.');
  }
}
