import { GatheredBytes, type MemoryBudget } from '../GatheredBytes.ts';
import { ApiError } from '../openai/ApiError.ts';
import type { RequestSource } from '../RequestGate.ts';

/** The head of a request as far as a server without an engine looks at it. */
export interface NullHead extends RequestSource {
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
