import { HttpError } from './httpFailure.ts';

/** What a parser tells of a reply. */
interface ReplyParserListener {
  onHead(head: ReplyHead): void;
  onBody(piece: Buffer): void;
  /** The reply is complete. */
  onEnd(): void;
}

type State = 'head' | 'data' | 'until-close' | 'chunk-size' | 'chunk-end' | 'trailers' | 'over';

/** As Node's own parser takes by default four times over: gateways add much. */
const largestHeadBytes = 64 * 1024;
/** A chunk's size has at most 15 digits here; what servers write behind it is short. */
const largestLineBytes = 4096;
/**
 * What is not the body: heads before the one that counts, sizes of chunks, trailers. Of a body in chunks of one byte each
 * it is five times the body; more than this is a server that does not come to its end.
 */
const largestFrameBytes = 128 * 1024;
const frameBytesPerBodyByte = 8;
/** A head that is longer is read anew each time: the last one is kept for each connection, and is not to fill memory. */
const longestKnownHead = 4096;
const headEnd = '\r\n\r\n';
const beginning = 'HTTP/1.';
const lineFeed = 10;
const carriageReturn = 13;
/** A chunk of 256 MB; more digits go the long way. */
const mostPlainDigits = 7;
const notHexadecimal = 255;
/** The value of each byte as a hexadecimal digit. */
const hexadecimal = Uint8Array.from({ length: 256 }, (_, byte) => {
  const digit = /[0-9a-fA-F]/.test(String.fromCharCode(byte))
    ? Number.parseInt(String.fromCharCode(byte), 16)
    : undefined;
  return digit ?? notHexadecimal;
});

/**
 * Reads HTTP/1.1 replies (RFC 9112) from bytes as they come: any split into pieces reads the same. Bodies are handed on as
 * the pieces they came in, without a copy. Its own, and not a library's: what a library did for each request was most of
 * what the client needed (docs/PERFORMANCE.md).
 */
export class ReplyParser {
  readonly #listener: ReplyParserListener;
  #state: State = 'over';
  /** Of a head or a line, what has come so far of it. */
  #text = '';
  #remainingBytes = 0;
  /** What may still come of the reply that is not its body. */
  #leftFrameBytes = 0;
  #isChunked = false;
  /** The last head and what it said: a server's heads differ once a second. */
  #knownText = '';
  #knownHead: ReplyHead | undefined;

  constructor(listener: ReplyParserListener) {
    this.#listener = listener;
  }

  /** Awaits a reply. */
  begin(): void {
    this.#state = 'head';
    this.#text = '';
    this.#leftFrameBytes = largestFrameBytes;
  }

  /** Forgets the reply: nothing more is told of it. */
  cancel(): void {
    this.#state = 'over';
  }

  /**
   * @returns how many bytes of the piece belong to no reply: they came behind the end of one.
   * @throws HttpError when it is no HTTP, or what is around its body is too long.
   */
  push(piece: Buffer): number {
    let at = 0;
    while (at < piece.length && this.#state !== 'over') {
      if (this.#state === 'head') at = this.#readHead(piece, at);
      else if (this.#state === 'data') at = this.#readData(piece, at);
      else if (this.#state === 'until-close') {
        this.#listener.onBody(piece.subarray(at));
        at = piece.length;
      } else at = this.#readLine(piece, at);
    }
    return piece.length - at;
  }

  /** The connection has ended. Returns whether that was the end of the reply; if not, something of it is missing. */
  finish(): boolean {
    if (this.#state !== 'until-close') return false;
    this.#end();
    return true;
  }

  #readHead(piece: Buffer, at: number): number {
    const kept = this.#text.length;
    const text =
      this.#text + piece.toString('latin1', at, Math.min(piece.length, at + largestHeadBytes + headEnd.length));
    if (!text.startsWith(beginning.slice(0, text.length))) {
      throw new HttpError('NOT_HTTP', `this is no HTTP reply: it begins with ${JSON.stringify(text.slice(0, 60))}`);
    }
    const end = text.indexOf(headEnd, Math.max(0, kept - headEnd.length));
    if (end > largestHeadBytes || (end < 0 && text.length > largestHeadBytes)) {
      throw new HttpError('HEAD_TOO_LARGE', `the head of the reply has more than ${largestHeadBytes} bytes`);
    }
    if (end < 0) {
      this.#text = text;
      return piece.length;
    }
    this.#text = '';
    const head = this.#headOf(text.slice(0, end));
    this.#tookFrame(end + headEnd.length);
    // Heads before the one that counts: the server goes on with it.
    if (head.status >= 200) this.#begin(head);
    return at + end + headEnd.length - kept;
  }

  #headOf(text: string): ReplyHead {
    if (this.#knownHead !== undefined && text === this.#knownText) return this.#knownHead;
    const head = parseHead(text);
    if (text.length <= longestKnownHead) {
      this.#knownHead = head;
      this.#knownText = text;
    }
    return head;
  }

  #begin(head: ReplyHead): void {
    const { body } = head;
    this.#isChunked = body === 'chunked';
    if (body === 'until-close') this.#state = 'until-close';
    else if (body === 'chunked') this.#state = 'chunk-size';
    else {
      this.#state = 'data';
      this.#remainingBytes = body;
    }
    this.#listener.onHead(head);
    if (body === 0 && this.#state === 'data') this.#end();
  }

  #readData(piece: Buffer, at: number): number {
    const end = Math.min(piece.length, at + this.#remainingBytes);
    this.#remainingBytes -= end - at;
    this.#leftFrameBytes += frameBytesPerBodyByte * (end - at);
    this.#listener.onBody(at === 0 && end === piece.length ? piece : piece.subarray(at, end));
    // Whoever heard that may have given the reply up.
    if (this.#remainingBytes > 0 || this.#state !== 'data') return end;
    if (this.#isChunked) this.#state = 'chunk-end';
    else this.#end();
    return end;
  }

  /**
   * The end of a chunk, or a plain size, where all of it is in the piece: servers send an event a chunk, so there is one
   * of each for every token. Returns where it ends; `at` when it is for the long way.
   */
  #readShortLine(piece: Buffer, at: number): number {
    let size = 0;
    let to = at;
    if (this.#state === 'chunk-size') {
      for (; to - at < mostPlainDigits; to += 1) {
        const digit = hexadecimal[piece[to] ?? 0] ?? notHexadecimal;
        if (digit === notHexadecimal) break;
        size = size * 16 + digit;
      }
      if (to === at) return at;
    } else if (this.#state !== 'chunk-end') return at;
    if (piece[to] !== carriageReturn || piece[to + 1] !== lineFeed) return at;
    if (this.#state === 'chunk-end') this.#state = 'chunk-size';
    else this.#beginChunk(size);
    return to + 2;
  }

  #beginChunk(bytes: number): void {
    this.#remainingBytes = bytes;
    this.#state = bytes === 0 ? 'trailers' : 'data';
  }

  /** Of a chunked body: the size of a chunk, the line that ends it, or a trailer. */
  #readLine(piece: Buffer, at: number): number {
    if (this.#text === '') {
      const past = this.#readShortLine(piece, at);
      if (past > at) {
        this.#tookFrame(past - at);
        return past;
      }
    }
    const feedAt = piece.indexOf(lineFeed, at);
    const end = feedAt < 0 ? piece.length : feedAt;
    if (this.#text.length + end - at > largestLineBytes) throw badChunk('a line of it is too long');
    const text = this.#text + piece.toString('latin1', at, end);
    if (feedAt < 0) {
      this.#text = text;
      return piece.length;
    }
    this.#text = '';
    if (!text.endsWith('\r')) throw badChunk('a line of it does not end in CR LF');
    this.#tookFrame(text.length + 1);
    this.#onLine(text.slice(0, -1));
    return feedAt + 1;
  }

  #onLine(line: string): void {
    if (this.#state === 'trailers') {
      if (line === '') this.#end();
      return;
    }
    if (this.#state === 'chunk-end') {
      if (line !== '') throw badChunk('a chunk is longer than its size');
      this.#state = 'chunk-size';
      return;
    }
    const [, digits] = /^([0-9a-fA-F]{1,12})[ \t]*(?:;.*)?$/.exec(line) ?? [];
    if (digits === undefined) throw badChunk(`the size of a chunk is ${JSON.stringify(line.slice(0, 60))}`);
    this.#beginChunk(Number.parseInt(digits, 16));
  }

  #tookFrame(bytes: number): void {
    this.#leftFrameBytes -= bytes;
    if (this.#leftFrameBytes >= 0) return;
    throw new HttpError('REPLY_TOO_LARGE', `a reply has more than ${largestFrameBytes} bytes around its body`);
  }

  #end(): void {
    this.#state = 'over';
    this.#listener.onEnd();
  }
}

function badChunk(why: string): HttpError {
  return new HttpError('NOT_HTTP', `the body of the reply is not in chunks as its head says: ${why}`);
}

/** What the head of a reply says of it. */
interface ReplyHead {
  status: number;
  /** As the server wrote it, empty when it wrote none. */
  contentType: string;
  /** How the body ends: after so many bytes, with its last chunk, or with the connection. */
  body: number | 'chunked' | 'until-close';
  /** Whether the connection may be used again. */
  isKept: boolean;
}

const statusLine = /^HTTP\/1\.([01]) ([1-5]\d\d)(?: [^\r\n]*)?$/;
const headerLine = /^([!#$%&'*+.^_`|~0-9A-Za-z-]+):[ \t]*(.*?)[ \t]*$/;

/**
 * Reads the head of a reply (RFC 9112, 4 to 6), without the empty line that ends it. Strict where a doubt would change
 * where the reply ends.
 *
 * @throws HttpError when it is none.
 */
export function parseHead(text: string): ReplyHead {
  const [first = '', ...lines] = text.split('\r\n');
  const [, minor, digits] = statusLine.exec(first) ?? [];
  if (digits === undefined) throw notHttp(`the reply begins with ${JSON.stringify(first.slice(0, 60))}`);
  const status = Number(digits);
  let contentType = '';
  let length: string | undefined;
  let coding: string | undefined;
  let connection = '';
  for (const line of lines) {
    const [, name, value = ''] = headerLine.exec(line) ?? [];
    if (name === undefined) throw notHttp(`a header is ${JSON.stringify(line.slice(0, 60))}`);
    switch (name.toLowerCase()) {
      case 'content-type':
        contentType = value;
        break;
      case 'content-length':
        if (length !== undefined && length !== value) throw notHttp(`it has two lengths, ${length} and ${value}`);
        length = value;
        break;
      case 'transfer-encoding':
        coding = coding === undefined ? value : `${coding}, ${value}`;
        break;
      case 'connection':
        connection = value.toLowerCase();
        break;
    }
  }
  const body = bodyOf(status, length, coding);
  const isKept =
    body !== 'until-close' && (minor === '1' ? !/\bclose\b/.test(connection) : /\bkeep-alive\b/.test(connection));
  return { status, contentType, body, isKept };
}

function bodyOf(status: number, length: string | undefined, coding: string | undefined): ReplyHead['body'] {
  if (status < 200 || status === 204 || status === 304) return 0;
  if (coding !== undefined) {
    if (length !== undefined) throw notHttp('it has both a length and a transfer coding');
    if (coding.toLowerCase() !== 'chunked') throw notHttp(`its transfer coding is ${JSON.stringify(coding)}`);
    return 'chunked';
  }
  if (length === undefined) return 'until-close';
  const bytes = /^\d{1,15}$/.test(length) ? Number(length) : Number.NaN;
  if (Number.isNaN(bytes)) throw notHttp(`its length is ${JSON.stringify(length)}`);
  return bytes;
}

function notHttp(why: string): HttpError {
  return new HttpError('NOT_HTTP', `this is no HTTP reply: ${why}`);
}
