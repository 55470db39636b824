import type { TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import { Redactor } from '../../../core/secrets/Redactor.ts';
import { textPrompts } from '../prompts/textPrompts.ts';
import { endpointPath, openAiRequest } from '../targets/openai/openAiRequest.ts';
import { HttpConnection } from '../transport/http/HttpConnection.ts';
import { serverAddress } from '../transport/http/serverAddress.ts';
import type { OutputSource, OutputSourceOptions } from './OutputSource.ts';
import { outputTokens } from './outputTokens.ts';
import { WholeReply } from './WholeReply.ts';

/** Outputs of a server that speaks OpenAI's protocol: whole replies on one kept connection. */
export class ServerOutputs implements OutputSource {
  readonly #options: OutputSourceOptions<Extract<TargetAccess, { kind: 'http' }>>;
  readonly #redactor: Redactor;
  readonly #path: string;
  readonly #bodyOf: ReturnType<typeof openAiRequest>;
  readonly #connection: HttpConnection;

  constructor(options: OutputSourceOptions<Extract<TargetAccess, { kind: 'http' }>>) {
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
