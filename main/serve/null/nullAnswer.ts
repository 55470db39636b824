import { GatheredBytes, type MemoryBudget } from '../GatheredBytes.ts';
import { ApiError, CompletionDocuments, encodeEvent, endMark, usageOf } from '../openai/CompletionDocuments.ts';
import { type CompletionRequest, parseCompletionRequest } from '../openai/CompletionRequest.ts';
import type { RequestSource } from '../RequestGate.ts';

/** The id of the only model; any other name is answered to as well. */
const nullModel = 'null';
const word = ' null';
/** A longer answer is no calibration. */
const maximumOutputTokens = 16_384;
/** Neither is one that is large because every event of it repeats a long name of a model. */
const maximumAnswerBytes = 8 * 1024 * 1024;
/** Answers that were made are kept, since a load asks for the same ones again and again; the oldest go when others come. */
const mostKeptBytes = 32 * 1024 * 1024;
/** Answers that are kept, or wait for their time or their client; none is made beyond it. */
const mostHeldBytes = 256 * 1024 * 1024;
const kept = new Map<string, NullAnswer>();
let keptBytes = 0;
let heldBytes = 0;

/** The bytes of an answer, head included, for as many as send them: they count once, while anyone holds them. */
export class NullAnswer {
  readonly bytes: Buffer;
  #holders = 0;

  constructor(text: string) {
    this.bytes = Buffer.from(text);
  }

  hold(): void {
    if (this.#holders === 0) heldBytes += this.bytes.length;
    this.#holders += 1;
  }

  /** Once for each {@link hold}. */
  release(): void {
    this.#holders -= 1;
    if (this.#holders === 0) heldBytes -= this.bytes.length;
  }
}

const routes: Readonly<Record<string, 'GET' | 'POST'>> = {
  '/health': 'GET',
  '/v1/models': 'GET',
  '/v1/completions': 'POST',
  '/v1/chat/completions': 'POST',
};

/** The whole answer to a request, head included. Every token is `" null"`, as many as were asked for. */
export function nullAnswer({ head: { method, path }, body }: NullRequest): NullAnswer {
  // An answer to HEAD has no body, whatever its head says: the next one would be taken for it.
  if (method === 'HEAD') return reply(405, '');
  const route = path.split('?', 1)[0] ?? '';
  try {
    const wanted = Object.hasOwn(routes, route) ? routes[route] : undefined;
    if (wanted === undefined) throw new ApiError(404, 'There is no such route');
    if (method !== wanted) throw new ApiError(405, `${route} takes ${wanted}`);
    if (route === '/health') return reply(200, '{"status":"ok"}');
    if (route === '/v1/models') {
      const data = [{ id: nullModel, object: 'model', created: 0, owned_by: 'inferneo-bench' }];
      return reply(200, JSON.stringify({ object: 'list', data }));
    }
    return completion(parseCompletionRequest(route === '/v1/chat/completions', body));
  } catch (error) {
    if (!(error instanceof ApiError)) throw error;
    return refusal(error);
  }
}

/** The answer that says why there is none. */
export function refusal(error: ApiError): NullAnswer {
  return reply(error.status, JSON.stringify(error.body));
}

/** An answer with a status and a JSON body. */
function reply(status: number, body: string, type = 'application/json'): NullAnswer {
  const bytes = Buffer.byteLength(body);
  return new NullAnswer(`HTTP/1.1 ${status} Null\r\nContent-Type: ${type}\r\nContent-Length: ${bytes}\r\n\r\n${body}`);
}

function completion(request: CompletionRequest): NullAnswer {
  const { chat, stream, includeUsage, maxOutputTokens, model } = request;
  if (maxOutputTokens > maximumOutputTokens) {
    throw new ApiError(400, `At most ${maximumOutputTokens} output tokens can be had`, 'max_tokens');
  }
  const promptTokens =
    typeof request.prompt === 'string' ? request.prompt.trim().split(/\s+/).length : request.prompt.length;
  const key = `${chat} ${stream} ${includeUsage} ${maxOutputTokens} ${promptTokens} ${model}`;
  const known = kept.get(key);
  if (known !== undefined) return known;
  if (heldBytes >= mostHeldBytes)
    throw new ApiError(503, 'Answers that nobody takes fill the memory. Try again later.');
  const documents = new CompletionDocuments(chat, model, nullModel, 0);
  const usage = usageOf(promptTokens, maxOutputTokens);
  const answer = stream
    ? streamReply(documents, maxOutputTokens, includeUsage ? encodeEvent(documents.usage(usage)) : '')
    : reply(200, JSON.stringify(documents.answer(word.repeat(maxOutputTokens), 'length', usage)));
  keep(key, answer);
  return answer;
}

function keep(key: string, answer: NullAnswer): void {
  kept.set(key, answer);
  answer.hold();
  keptBytes += costBytes(key, answer);
  for (const [oldestKey, oldest] of kept) {
    if (keptBytes <= mostKeptBytes) return;
    kept.delete(oldestKey);
    oldest.release();
    keptBytes -= costBytes(oldestKey, oldest);
  }
}

/** What keeping an answer takes of memory, about: a character of a key may take two bytes. */
function costBytes(key: string, answer: NullAnswer): number {
  return 2 * key.length + answer.bytes.length + 256;
}

function streamReply(documents: CompletionDocuments, tokens: number, last: string): NullAnswer {
  const role = documents.role();
  const first = role === undefined ? '' : chunk(encodeEvent(role));
  const text = chunk(encodeEvent(documents.text(word)));
  const textBytes = Buffer.byteLength(text) * tokens;
  if (textBytes > maximumAnswerBytes) {
    const message = `The answer would have ${textBytes} bytes, and ${maximumAnswerBytes} can be had: every event repeats the model's name. Give a shorter one, or ask for fewer tokens.`;
    throw new ApiError(400, message, 'model');
  }
  const texts = text.repeat(tokens);
  const end = chunk(encodeEvent(documents.finish('length')) + last + endMark);
  const head = 'HTTP/1.1 200 Null\r\nContent-Type: text/event-stream\r\nTransfer-Encoding: chunked\r\n\r\n';
  return new NullAnswer(`${head}${first}${texts}${end}0\r\n\r\n`);
}

function chunk(text: string): string {
  return `${Buffer.byteLength(text).toString(16)}\r\n${text}\r\n`;
}

/** The head of a request as far as a server without an engine looks at it. */
interface NullHead extends RequestSource {
  path: string;
  /** The client closes the connection after the answer. */
  isLast: boolean;
  headBytes: number;
  bodyBytes: number;
}

export interface NullRequest {
  head: NullHead;
  body: string;
}

const maximumHeadBytes = 16 * 1024;
const maximumBodyBytes = 8 * 1024 * 1024;
const headEnd = Buffer.from('\r\n\r\n');
/** Heads that were read: a client's differ in their Content-Length at most. All are forgotten when there are many. */
const mostKnownHeads = 256;
const longestKnownHead = 1024;
const knownHeads = new Map<string, NullHead>();
const requestLine = /^([A-Z]+) ([\x21-\x7e]+) HTTP\/1\.1$/;
/** No folded lines, no space before the colon, no control characters: others might read those in another way. */
const headerLine = /^([!#$%&'*+\-.^_`|~0-9A-Za-z]+):[\t ]*([\t\x20-\x7e\x80-\xff]*)$/;

/**
 * Cuts the bytes of a connection into requests, as little as is needed to be fast: HTTP/1.1 with Content-Length. Whatever
 * could be read as two different requests is refused.
 */
export class NullRequestReader {
  readonly #kept: GatheredBytes;
  #head: NullHead | undefined;

  /** @param budget what requests that are not whole are kept from. */
  constructor(budget: MemoryBudget) {
    this.#kept = new GatheredBytes(budget);
  }

  /** Something was begun that has not been given yet. */
  get isWithin(): boolean {
    return this.#head !== undefined || this.#kept.length > 0;
  }

  /** @returns whether there was memory for it. */
  push(piece: Buffer): boolean {
    return this.#kept.push(piece);
  }

  /** The next request that is whole, or why the connection cannot be read on; undefined when more must come first. */
  next(): NullRequest | ApiError | undefined {
    if (this.#head === undefined) {
      if (this.#kept.length === 0) return undefined;
      const end = this.#kept.indexOf(headEnd);
      if ((end < 0 ? this.#kept.length : end) > maximumHeadBytes) {
        return new ApiError(431, `The head of a request may have at most ${maximumHeadBytes} bytes`);
      }
      if (end < 0) return undefined;
      const head = headOf(this.#kept.text('latin1', 0, end));
      if (head instanceof ApiError) return head;
      this.#head = head;
    }
    const head = this.#head;
    const bytes = head.headBytes + head.bodyBytes;
    if (this.#kept.length < bytes) return undefined;
    const body = this.#kept.text('utf8', head.headBytes, bytes);
    this.#head = undefined;
    this.#kept.drop(bytes);
    return { head, body };
  }

  /** Gives back what is kept. */
  clear(): void {
    this.#head = undefined;
    this.#kept.clear();
  }
}

function headOf(text: string): NullHead | ApiError {
  const known = knownHeads.get(text);
  if (known !== undefined) return known;
  const head = readHead(text);
  if (head instanceof ApiError || text.length > longestKnownHead) return head;
  if (knownHeads.size >= mostKnownHeads) knownHeads.clear();
  knownHeads.set(text, head);
  return head;
}

function readHead(text: string): NullHead | ApiError {
  const lines = text.split('\r\n');
  const [, method, path] = requestLine.exec(lines[0] ?? '') ?? [];
  if (method === undefined || path === undefined) return new ApiError(400, 'This is no request of HTTP/1.1');
  let host: string | undefined;
  let origin: string | undefined;
  let contentType: string | undefined;
  let contentLength: string | undefined;
  let isLast = false;
  for (let index = 1; index < lines.length; index += 1) {
    const [, name, value = ''] = headerLine.exec(lines[index] ?? '') ?? [];
    if (name === undefined) return new ApiError(400, `Line ${index + 1} of the head is no header`);
    switch (name.toLowerCase()) {
      case 'host':
        if (host !== undefined) return new ApiError(400, 'There is more than one Host');
        host = value.trim();
        break;
      case 'content-length':
        if (contentLength !== undefined) return new ApiError(400, 'There is more than one Content-Length');
        contentLength = value.trim();
        break;
      case 'content-type':
        contentType = contentType === undefined ? value.trim() : `${contentType}, ${value}`;
        break;
      case 'origin':
        origin = origin === undefined ? value.trim() : `${origin}, ${value}`;
        break;
      case 'transfer-encoding':
        return new ApiError(411, 'Send the body with a Content-Length');
      case 'connection':
        isLast ||= value.toLowerCase().includes('close');
        break;
    }
  }
  if (contentLength !== undefined && !/^\d{1,15}$/.test(contentLength)) {
    return new ApiError(400, 'Content-Length is no number of bytes');
  }
  const bodyBytes = Number(contentLength ?? 0);
  if (bodyBytes > maximumBodyBytes) return new ApiError(413, `The body may have at most ${maximumBodyBytes} bytes`);
  const headBytes = text.length + headEnd.length;
  return { method, path, host, origin, contentType, isLast, headBytes, bodyBytes };
}
