import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the server knows of a request, milliseconds of its own clock. */
export interface ServedRequest {
  tokens: number;
  receivedMs: number;
  /** When its answer was handed to the system: after its cost, and later where the machine did something else. */
  writtenMs: number;
}

/** A server whose answers take as long as their tokens say, and its own books. */
export interface ClassServer {
  url: string;
  /** In the order in which they came. */
  served: ServedRequest[];
  close: () => Promise<void>;
}

/** What a request costs: two milliseconds, and one for each token of its answer. */
export function costMs(tokens: number): number {
  return 2 + tokens;
}

/**
 * Serves OpenAI's chat route, whole answers only. With `workers` of 1 requests wait for each other, first come, first
 * served; an answer goes out when the worker's books say that it is done, so that a timer's lateness makes no queue longer.
 */
export async function startClassServer(workers: 1 | 'unlimited'): Promise<ClassServer> {
  let freeMs = Number.NEGATIVE_INFINITY;
  const served: ServedRequest[] = [];
  const server = createServer((request, response) => {
    void bodyOf(request).then((body) => {
      const nowMs = performance.now();
      const tokens = tokensOf(body);
      const doneMs = (workers === 1 ? Math.max(nowMs, freeMs) : nowMs) + costMs(tokens);
      freeMs = doneMs;
      const books: ServedRequest = { tokens, receivedMs: nowMs, writtenMs: Number.NaN };
      served.push(books);
      const answer = JSON.stringify({
        object: 'chat.completion',
        model: 'planted',
        choices: [
          {
            index: 0,
            message: { role: 'assistant', content: `${served.length} ${'t '.repeat(tokens)}` },
            finish_reason: 'length',
          },
        ],
        usage: { prompt_tokens: 10, completion_tokens: tokens, total_tokens: 10 + tokens },
      });
      const send = (): void => {
        // A timer may fire a fraction of a millisecond before its instant.
        const leftMs = doneMs - performance.now();
        if (leftMs > 0.2) setTimeout(send, leftMs);
        else {
          books.writtenMs = performance.now();
          response.writeHead(200, { 'content-type': 'application/json' }).end(answer);
        }
      };
      send();
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    served,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

async function bodyOf(request: IncomingMessage): Promise<string> {
  let body = '';
  for await (const piece of request) body += String(piece);
  return body;
}

function tokensOf(body: string): number {
  const asked = JSON.parse(body) as { max_completion_tokens?: number; max_tokens?: number };
  return asked.max_completion_tokens ?? asked.max_tokens ?? 1;
}
