import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { ApiError } from './ApiError.ts';
import { answerCompletion, sendJson } from './answerCompletion.ts';
import { parseCompletionRequest } from './CompletionRequest.ts';
import { readBody } from './readBody.ts';
import type { ServedModel } from './ServedModel.ts';

export interface OpenAiServer {
  /** Without a path: `http://127.0.0.1:8000`. */
  url: string;
  /** Takes no more requests and breaks off what is under way. */
  close(): Promise<void>;
}

/** Requests that are computed or wait: more are refused with 503, since they would wait for minutes. */
export const mostPending = 256;
/** Idle connections are kept longer than clients usually do, so that it is the client who closes them. */
const keepAliveMs = 75_000;
/** For all of a request's bytes to arrive. */
const requestTimeoutMs = 30_000;

/** Routes and the method that each has. */
const routes: Readonly<Record<string, 'GET' | 'POST'>> = {
  '/health': 'GET',
  '/v1/models': 'GET',
  '/v1/completions': 'POST',
  '/v1/chat/completions': 'POST',
};

/**
 * Serves a model over OpenAI's protocol. Requests go into the engine's queue, which takes one at a time, first come, first
 * served.
 *
 * @throws the system's error when it cannot listen there: EADDRINUSE, EACCES, EADDRNOTAVAIL.
 */
export async function startOpenAiServer(served: ServedModel, host: string, port: number): Promise<OpenAiServer> {
  const startedAt = Math.floor(Date.now() / 1000);
  const server = createServer(
    { requestTimeout: requestTimeoutMs, keepAliveTimeout: keepAliveMs },
    (request, response) => {
      answer(request, response, served, startedAt).catch((error: unknown) => fail(request, response, error));
    },
  );
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const shown = address.family === 'IPv6' ? `[${address.address}]` : address.address;
  return {
    url: `http://${shown}:${address.port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
    },
  };
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  served: ServedModel,
  startedAt: number,
): Promise<void> {
  const path = (request.url ?? '/').split('?', 1)[0] ?? '/';
  const method = Object.hasOwn(routes, path) ? routes[path] : undefined;
  if (method === undefined) throw new ApiError(404, `There is no route ${path.slice(0, 200)}`);
  if (request.method !== method) {
    response.setHeader('allow', method);
    throw new ApiError(405, `${path} takes ${method}`);
  }
  if (path === '/health') sendJson(response, 200, { status: 'ok' });
  else if (path === '/v1/models') {
    const model = { id: served.id, object: 'model', created: startedAt, owned_by: 'inferneo-bench' };
    const data = [{ ...model, max_model_len: served.maximumContextTokens }];
    sendJson(response, 200, { object: 'list', data });
  } else {
    const body = await readBody(request, served.maximumContextTokens);
    if (served.channel.pending >= mostPending) {
      throw new ApiError(503, `${mostPending} requests wait already. Try again later.`, null, 'queue_full');
    }
    await answerCompletion(parseCompletionRequest(path.includes('/chat/'), body), served, response);
  }
}

function fail(request: IncomingMessage, response: ServerResponse, error: unknown): void {
  if (request.destroyed && !request.complete) return;
  const known =
    error instanceof ApiError ? error : new ApiError(500, error instanceof Error ? error.message : String(error));
  if (response.headersSent) {
    response.destroy();
    return;
  }
  // What is left of a body that was not read would be taken for the next request.
  if (!request.complete) response.setHeader('connection', 'close');
  sendJson(response, known.status, known.body);
}
