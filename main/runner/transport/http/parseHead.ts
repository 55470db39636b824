import { HttpError } from './HttpError.ts';

/** What the head of a reply says of it. */
export interface ReplyHead {
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
