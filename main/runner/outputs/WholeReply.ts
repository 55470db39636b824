import type { Redactor } from '../../../core/secrets/Redactor.ts';
import { parseCompletion } from '../targets/openai/parseCompletion.ts';
import type { HttpReply } from '../transport/http/HttpReply.ts';
import { httpFailure } from '../transport/http/httpFailure.ts';
import { KeptBytes } from '../transport/KeptBytes.ts';

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
