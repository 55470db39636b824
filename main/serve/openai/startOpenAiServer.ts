import { once } from 'node:events';
import { createServer, type IncomingMessage, type ServerResponse, STATUS_CODES } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';
import { type ClientLimits, openAiServerLimits } from '../clientLimits.ts';
import { GatheredBytes, MemoryBudget } from '../GatheredBytes.ts';
import { RequestGate, type RequestSource } from '../RequestGate.ts';
import { answerCompletion, sendJson } from './answerCompletion.ts';
import { ApiError } from './CompletionDocuments.ts';
import { parseCompletionRequest } from './CompletionRequest.ts';
import type { ServedModel } from './ServedModel.ts';

interface OpenAiServer {
  /** Without a path: `http://127.0.0.1:8000`. */
  url: string;
  /** Takes no more requests and breaks off what is under way. */
  close(): Promise<void>;
}

/** Requests that are computed or wait: more are refused with 503, since they would wait for minutes. */
export const mostPending = 256;
/** Routes and the method that each has. */
const routes: Readonly<Record<string, 'GET' | 'POST'>> = {
  '/health': 'GET',
  '/v1/models': 'GET',
  '/v1/completions': 'POST',
  '/v1/chat/completions': 'POST',
};

/** By the code of Node's error. */
const connectionRefusals: Readonly<Record<string, ApiError>> = {
  ERR_HTTP_REQUEST_TIMEOUT: new ApiError(408, 'The request did not come whole in time'),
  HPE_HEADER_OVERFLOW: new ApiError(431, 'The head of a request may have at most 16384 bytes'),
  HPE_CHUNK_EXTENSIONS_OVERFLOW: new ApiError(413, 'The extensions of a chunk are too large'),
};

/** What all requests to one server are answered with. */
interface Surroundings {
  served: ServedModel;
  gate: RequestGate;
  budget: MemoryBudget;
  limits: ClientLimits;
  /** Unix time in seconds. */
  startedAt: number;
}

/**
 * Serves a model over OpenAI's protocol. Requests go into the engine's queue, which takes one at a time, first come, first
 * served.
 *
 * @throws the system's error when it cannot listen there: EADDRINUSE, EACCES, EADDRNOTAVAIL.
 */
export async function startOpenAiServer(
  served: ServedModel,
  host: string,
  port: number,
  limits: ClientLimits = openAiServerLimits,
): Promise<OpenAiServer> {
  const server = createServer({
    requestTimeout: limits.requestMs,
    headersTimeout: limits.requestMs,
    keepAliveTimeout: limits.idleMs,
    connectionsCheckingInterval: limits.checkMs,
    // Refused by the gate, in words.
    requireHostHeader: false,
  });
  server.maxConnections = limits.connections;
  server.listen(port, host);
  await once(server, 'listening');
  const address = server.address() as AddressInfo;
  const gate = new RequestGate(host, address.address);
  const budget = new MemoryBudget(limits.unfinishedBytes);
  const surroundings = { served, gate, budget, limits, startedAt: Math.floor(Date.now() / 1000) };
  /** The answers of a connection that are not whole yet. */
  const answering = new WeakMap<Duplex, Set<ServerResponse>>();
  server.on('connection', (socket) => answering.set(socket, new Set()));
  server.on('request', (request, response) => {
    const unfinished = answering.get(request.socket);
    unfinished?.add(response);
    response.once('close', () => unfinished?.delete(response));
    answer(request, response, surroundings)
      .catch((error: unknown) => fail(request, response, error))
      .finally(() => endUnlessTaken(response, limits.takeMs));
  });
  const refused = new WeakSet<Duplex>();
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    if (!socket.writable) socket.destroy();
    // What comes behind what was no request is none either.
    else if (!refused.has(socket)) refuseInTurn(socket, error.code, answering.get(socket) ?? new Set(), limits.takeMs);
    refused.add(socket);
  });
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
  { served, gate, budget, limits, startedAt }: Surroundings,
): Promise<void> {
  const foreign = gate.refusalOf(sourceOf(request));
  if (foreign !== undefined) throw foreign;
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
    const body = await readBody(request, budget, served.maximumContextTokens);
    if (served.channel.pending >= mostPending) {
      throw new ApiError(503, `${mostPending} requests wait already. Try again later.`, null, 'queue_full');
    }
    await answerCompletion(
      parseCompletionRequest(path.includes('/chat/'), body),
      served,
      response,
      limits.untakenBytes,
    );
  }
}

/** @throws {ApiError} 400 for a header that must not be there twice: Node keeps the first of them. */
function sourceOf({ method = '', headersDistinct }: IncomingMessage): RequestSource {
  const only = (name: string): string | undefined => {
    const [value, ...others] = headersDistinct[name] ?? [];
    if (others.length > 0) throw new ApiError(400, `There is more than one ${name}`);
    return value;
  };
  return { method, host: only('host'), origin: only('origin'), contentType: only('content-type') };
}

/** Gives a client only so long to take an answer that is whole, from when its turn on the connection has come. */
function endUnlessTaken(response: ServerResponse, takeMs: number): void {
  if (response.writableFinished || response.req.socket.destroyed) return;
  const begin = (): void => {
    const timer = setTimeout(() => response.req.socket.destroy(), takeMs);
    response.once('close', () => clearTimeout(timer));
  };
  if (response.socket === null) response.once('socket', begin);
  else begin();
}

/**
 * Says why what came on a connection is no request, and ends it: behind the answers to the requests before, since it would
 * be taken for one of them. A request whose body it is about has no other answer.
 */
function refuseInTurn(
  socket: Duplex,
  code: string | undefined,
  unfinished: ReadonlySet<ServerResponse>,
  takeMs: number,
): void {
  const before = [...unfinished].findLast(({ req, headersSent }) => req.complete || headersSent);
  if (before !== undefined) {
    before.once('close', () => refuseInTurn(socket, code, unfinished, takeMs));
    return;
  }
  const error = connectionRefusals[code ?? ''] ?? new ApiError(400, `This is no request of HTTP/1.1 (${code})`);
  const body = JSON.stringify(error.body);
  const head = `HTTP/1.1 ${error.status} ${STATUS_CODES[error.status]}\r\nContent-Type: application/json\r\n`;
  socket.end(`${head}Content-Length: ${Buffer.byteLength(body)}\r\nConnection: close\r\n\r\n${body}`);
  const timer = setTimeout(() => socket.destroy(), takeMs);
  socket.once('close', () => clearTimeout(timer));
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

/** Of a body, for each token of the context: the longest token's text fits, with each of its bytes written as an escape. */
const bytesPerToken = 1024;
/** For all that stands beside the prompt. */
const leastBytes = 65_536;

/**
 * The body of a request. One that is too large is not read to its end, and its connection stays whole for the refusal.
 *
 * @param budget what bodies that have not come whole are kept from.
 * @param contextTokens what the model can hold: a body may have 1 KiB for each, and 64 KiB in any case.
 * @throws {ApiError} 413 as soon as the body is known to be too large, 503 when the budget is exceeded, 400 when the
 * client breaks off.
 */
function readBody(request: IncomingMessage, budget: MemoryBudget, contextTokens: number): Promise<string> {
  const maximumBodyBytes = leastBytes + bytesPerToken * contextTokens;
  return new Promise((resolve, reject) => {
    const kept = new GatheredBytes(budget);
    const refuse = (error: ApiError): void => {
      request.pause();
      request.removeAllListeners('data');
      kept.clear();
      reject(error);
    };
    const fits = (wantedBytes: number): boolean => {
      if (wantedBytes <= maximumBodyBytes) return true;
      const limit = `more cannot fit into a context of ${contextTokens} tokens`;
      refuse(new ApiError(413, `The body may have at most ${maximumBodyBytes} bytes: ${limit}`));
      return false;
    };
    if (!fits(Number(request.headers['content-length'] ?? 0))) return;
    request.on('data', (piece: Buffer) => {
      if (!fits(kept.length + piece.length) || kept.push(piece)) return;
      refuse(new ApiError(503, 'Other requests take all the memory. Try again later.', null, 'memory_full'));
    });
    request.on('end', () => {
      resolve(kept.text('utf8', 0, kept.length));
      kept.clear();
    });
    request.on('error', (error) => {
      kept.clear();
      reject(new ApiError(400, `The body broke off: ${error.message}`));
    });
  });
}
