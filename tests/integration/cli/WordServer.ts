import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What a completion was asked with, as far as these tests look at it. */
export interface AskedCompletion {
  path: string;
  prompt: string;
  body: Record<string, unknown>;
}

/** The text of a reply; a number is the status of a refusal, undefined is never an answer. */
type Answer = (asked: AskedCompletion, number: number) => string | number | undefined;

/** Servers repeat a key that they refuse. */
function repeated({ authorization }: IncomingHttpHeaders): string {
  return authorization === undefined ? '' : ` of ${authorization}`;
}

/** A server of OpenAI's protocol that answers in words as a test says, streams in one event, and keeps what it was asked. */
export class WordServer {
  /** What came with a prompt of its own, in order, without the requests that a server is tried with. */
  readonly compared: AskedCompletion[] = [];
  readonly streamed: AskedCompletion[] = [];
  mostAtOnce = 0;
  readonly #server: Server;
  readonly #takesVendorFields: boolean;
  #atOnce = 0;

  private constructor(answer: Answer, takesVendorFields: boolean) {
    this.#takesVendorFields = takesVendorFields;
    this.#server = createServer(async (request, response) => {
      const path = request.url ?? '';
      const pieces: Buffer[] = [];
      for await (const piece of request) pieces.push(piece as Buffer);
      const text = Buffer.concat(pieces).toString();
      const say = (status: number, document: unknown): void => {
        response.writeHead(status, { 'content-type': 'application/json' });
        response.end(JSON.stringify(document));
      };
      if (text === '') return say(200, { data: [{ id: 'words' }] });
      const body = JSON.parse(text) as Record<string, unknown>;
      const messages = body.messages as { content: string }[] | undefined;
      const asked = { path, body, prompt: messages?.[0]?.content ?? String(body.prompt) };
      if (body.ignore_eos !== undefined && !this.#takesVendorFields) {
        return say(422, { error: { message: 'ignore_eos is not known' } });
      }
      const finished = { index: 0, finish_reason: 'length' };
      const said = (words: string) => (messages === undefined ? { text: words } : { message: { content: words } });
      if (body.stream === true) {
        this.streamed.push(asked);
        const delta = messages === undefined ? { text: ' word' } : { delta: { content: ' word' } };
        response.writeHead(200, { 'content-type': 'text/event-stream' });
        response.end(`data: ${JSON.stringify({ choices: [{ ...finished, ...delta }] })}\n\ndata: [DONE]\n\n`);
        return;
      }
      if (asked.prompt === 'hello') return say(200, { choices: [{ ...finished, ...said(' hello') }] });
      this.#atOnce += 1;
      this.mostAtOnce = Math.max(this.mostAtOnce, this.#atOnce);
      this.compared.push(asked);
      const outcome = answer(asked, this.compared.length);
      this.#atOnce -= 1;
      if (typeof outcome === 'string') say(200, { choices: [{ ...finished, ...said(outcome) }] });
      else if (outcome !== undefined)
        say(outcome, { error: { message: `planted refusal${repeated(request.headers)}` } });
    });
  }

  /** @param answer by what was asked, and by how many have been asked so far, this one included. */
  static async listen(answer: Answer, { takesVendorFields = true } = {}): Promise<WordServer> {
    const server = new WordServer(answer, takesVendorFields);
    server.#server.listen(0, '127.0.0.1');
    await once(server.#server, 'listening');
    return server;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  close(): void {
    this.#server.closeAllConnections();
    this.#server.close();
  }
}
