import type { AddressAccess } from '../../../../core/contract/runnerProtocol.ts';
import { Redactor } from '../../../../core/secrets/Redactor.ts';
import { textPrompts } from '../../prompts/textPrompts.ts';
import { HttpConnection } from '../../transport/http/HttpConnection.ts';
import type { HttpReply } from '../../transport/http/HttpReply.ts';
import { httpFailure } from '../../transport/http/httpFailure.ts';
import { serverAddress } from '../../transport/http/openSocket.ts';
import { KeptBytes } from '../../transport/KeptBytes.ts';
import { type OutputSource, type OutputSourceOptions, outputTokens } from '../OutputSource.ts';
import { endpointPath, openAiRequest } from './openAiRequest.ts';
import { parseCompletion } from './parseCompletion.ts';

/** Outputs of a server that speaks OpenAI's protocol: whole replies on one kept connection. */
export class ServerOutputs implements OutputSource {
  readonly #options: OutputSourceOptions<AddressAccess>;
  readonly #redactor: Redactor;
  readonly #path: string;
  readonly #bodyOf: ReturnType<typeof openAiRequest>;
  readonly #connection: HttpConnection;

  constructor(options: OutputSourceOptions<AddressAccess>) {
    const { step, access } = options;
    const { origin, basePath } = serverAddress(access.url);
    const endpoint = step.endpoint ?? 'chat';
    this.#options = options;
    this.#redactor = Redactor.of(access);
    this.#path = `${basePath}${endpointPath[endpoint]}`;
    this.#bodyOf = openAiRequest({
      model: step.model.id,
      endpoint,
      stream: false,
      outputTokens: step.outputTokens,
      temperature: 0,
      topP: 1,
      vendorFields: step.vendorFields !== false,
    });
    const onUnasked = (): void => undefined;
    this.#connection = new HttpConnection({ origin, habits: { closesAfterReply: false }, onUnasked });
  }

  async outputOf(sequence: number, signal: AbortSignal): Promise<number[]> {
    const { step, access, seed } = this.#options;
    const { prompts, samplingSeed } = textPrompts({ seed, sequence, batchSize: 1, promptTokens: step.promptTokens });
    const reply = new WholeReply(this.#redactor);
    const giveUp = (): void => {
      this.#connection.cancel();
      reply.giveUp(signal.reason);
    };
    signal.throwIfAborted();
    signal.addEventListener('abort', giveUp, { once: true });
    try {
      const headers = { ...access.headers, 'content-type': 'application/json' };
      const body = this.#bodyOf(prompts, samplingSeed);
      this.#connection.send({ method: 'POST', path: this.#path, headers, body }, reply);
      return await outputTokens(await reply.text, step.outputTokens);
    } finally {
      signal.removeEventListener('abort', giveUp);
    }
  }

  close(): void {
    this.#connection.close();
  }
}

const largestBodyBytes = 16 * 2 ** 20;
const shownCharacters = 300;

/** A reply that comes whole, and the text of its first output. */
export class WholeReply implements HttpReply {
  /** Rejects with an error that says what came instead. */
  readonly text: Promise<string>;
  readonly #body = new KeptBytes();
  readonly #redactor: Redactor;
  #status = 0;
  #resolve: (text: string) => void = () => undefined;
  #reject: (error: unknown) => void = () => undefined;

  /** @param redactor for what is told of a reply that is none. */
  constructor(redactor: Redactor) {
    this.#redactor = redactor;
    this.text = new Promise((resolve, reject) => {
      this.#resolve = resolve;
      this.#reject = reject;
    });
  }

  onStatus(status: number): void {
    this.#status = status;
  }

  onBody(piece: Buffer): void {
    if (this.#body.length + piece.length <= largestBodyBytes) this.#body.append(piece);
    else this.#reject(new Error(`too-large: a reply has more than ${largestBodyBytes} bytes`));
  }

  onEnd(): void {
    const body = this.#body.bytes.toString();
    const completion = parseCompletion(body);
    const said = this.#redactor.told(completion?.error ?? body, shownCharacters);
    if (this.#status < 200 || this.#status >= 300) this.#reject(new Error(`http-${this.#status}: ${said}`));
    else if (completion === undefined) this.#reject(new Error(`not-json: ${said}`));
    else if (completion.error !== undefined) this.#reject(new Error(`error-reply: ${said}`));
    else {
      const [first] = completion.choices;
      if (first === undefined) this.#reject(new Error(`empty-reply: ${said}`));
      // Of two such outputs nobody compared what they say, and without text they would count as the same.
      else if (first.hasMore) this.#reject(new Error(`more-than-text: ${said}`));
      else this.#resolve(first.text);
    }
  }

  onFailure(error: Error): void {
    const { kind, example } = httpFailure(error, this.#redactor);
    this.#reject(new Error(`${kind}: ${example}`));
  }

  onReconnect(): void {
    // The same request on a fresh connection: its reply is as good.
  }

  onBytes(): void {
    // Nothing is measured here.
  }

  /** Nobody waits for it any more. */
  giveUp(reason: unknown): void {
    this.#reject(reason);
  }
}
