import type { HttpRequest } from './HttpExchange.ts';

const forbidden = /[\r\n\0]/;
const headerName = /^[!#$%&'*+.^_`|~0-9A-Za-z-]+$/;

/**
 * A request as bytes, in one piece: a second piece would be a second call of the system.
 *
 * @param host with the port where it is not the scheme's own.
 * @throws TypeError when the path or a header cannot be written.
 */
export function requestBytes({ method, path, headers, body }: HttpRequest, host: string): Buffer {
  const lines = [`${method} ${path} HTTP/1.1`, `host: ${host}`, 'connection: keep-alive'];
  for (const [name, value] of Object.entries(headers)) {
    if (!headerName.test(name) || forbidden.test(value)) {
      // Its value may be a key.
      throw new TypeError(`the header ${JSON.stringify(name)} cannot be sent: it has a character that ends a line`);
    }
    lines.push(`${name}: ${value}`);
  }
  if (/[\r\n\0 ]/.test(path)) throw new TypeError(`the path ${JSON.stringify(path)} cannot be sent`);
  if (body !== undefined) lines.push(`content-length: ${body.length}`);
  const head = Buffer.from(`${lines.join('\r\n')}\r\n\r\n`, 'latin1');
  return body === undefined ? head : Buffer.concat([head, body]);
}
