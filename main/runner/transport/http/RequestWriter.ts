import type { HttpRequest } from './HttpReply.ts';

/** Control characters, and what takes more than one byte: its lower one may be the end of a line. */
const forbidden = /[^\t\x20-\x7e\x80-\xff]/;
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/** What requests to one path with the same headers have in common, as it stands before the length of each. */
interface KnownHead {
  method: HttpRequest['method'];
  path: string;
  headers: HttpRequest['headers'];
  text: string;
}

/** Writes requests to one host as bytes, in one piece each: a second piece would be a second call of the system. */
export class RequestWriter {
  readonly #host: string;
  #known: KnownHead | undefined;

  /** @param host with the port where it is not the scheme's own. */
  constructor(host: string) {
    this.#host = host;
  }

  /** @throws TypeError when the path or a header cannot be written. */
  bytesOf(request: HttpRequest): Buffer {
    const head = this.#headOf(request);
    const { body } = request;
    if (body === undefined) return Buffer.from(`${head}\r\n`, 'latin1');
    const text = `${head}content-length: ${body.length}\r\n\r\n`;
    const bytes = Buffer.allocUnsafe(text.length + body.length);
    bytes.write(text, 'latin1');
    body.copy(bytes, text.length);
    return bytes;
  }

  #headOf({ method, path, headers }: HttpRequest): string {
    const known = this.#known;
    if (known !== undefined && known.headers === headers && known.path === path && known.method === method) {
      return known.text;
    }
    const lines = [`${method} ${path} HTTP/1.1`, `host: ${this.#host}`, 'connection: keep-alive'];
    for (const [name, value] of Object.entries(headers)) {
      if (!headerName.test(name) || forbidden.test(value)) {
        // Its value may be a key.
        throw new TypeError(
          `the header ${JSON.stringify(name)} cannot be sent: it has a character that no header can carry`,
        );
      }
      lines.push(`${name}: ${value}`);
    }
    if (/[\r\n\0 ]/.test(path)) throw new TypeError(`the path ${JSON.stringify(path)} cannot be sent`);
    const text = `${lines.join('\r\n')}\r\n`;
    this.#known = { method, path, headers, text };
    return text;
  }
}
