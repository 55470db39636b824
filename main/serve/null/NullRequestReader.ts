/** A request as far as a server without an engine looks at it. */
export interface NullRequest {
  path: string;
  body: string;
  /** The client closes the connection after the answer. */
  isLast: boolean;
}

const maximumHeadBytes = 16 * 1024;
const maximumBodyBytes = 8 * 1024 * 1024;
const headEnd = Buffer.from('\r\n\r\n');

/** Cuts the bytes of a connection into requests, as little as is needed to be fast: HTTP/1.1 with Content-Length. */
export class NullRequestReader {
  #bytes: Buffer | undefined;

  /** @returns the requests that are whole, and the status to refuse the connection with where it is no such HTTP. */
  push(piece: Buffer): { requests: NullRequest[]; refusal?: number } {
    let bytes = this.#bytes === undefined ? piece : Buffer.concat([this.#bytes, piece]);
    const requests: NullRequest[] = [];
    for (;;) {
      const end = bytes.indexOf(headEnd);
      if (end < 0 ? bytes.length > maximumHeadBytes : end > maximumHeadBytes) return { requests, refusal: 431 };
      if (end < 0) break;
      const head = bytes.toString('latin1', 0, end);
      const line = /^[A-Z]+ (\S+) HTTP\/1\.1\r?$/m.exec(head);
      if (line?.index !== 0) return { requests, refusal: 400 };
      const lower = head.toLowerCase();
      if (lower.includes('\r\ntransfer-encoding:')) return { requests, refusal: 411 };
      const bodyBytes = Number(/\r\ncontent-length: *(\d+)/.exec(lower)?.[1] ?? 0);
      if (bodyBytes > maximumBodyBytes) return { requests, refusal: 413 };
      const bodyStart = end + headEnd.length;
      if (bytes.length < bodyStart + bodyBytes) break;
      const body = bytes.toString('utf8', bodyStart, bodyStart + bodyBytes);
      requests.push({ path: line[1] ?? '/', body, isLast: lower.includes('\r\nconnection: close') });
      bytes = bytes.subarray(bodyStart + bodyBytes);
    }
    this.#bytes = bytes.length === 0 ? undefined : bytes;
    return { requests };
  }
}
