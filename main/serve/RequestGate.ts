import { isIP } from 'node:net';
import { ApiError } from './openai/CompletionDocuments.ts';

/** What of a request's head tells whether a program sent it or a web page. */
export interface RequestSource {
  method: string;
  host: string | undefined;
  origin: string | undefined;
  contentType: string | undefined;
}

const localNames = ['127.0.0.1', 'localhost', '[::1]'];
/** A name or an address, in brackets where it is IPv6, and a port. */
const hostForm = /^(\[[0-9a-f:.]+\]|[a-z0-9._-]+)(?::\d{1,5})?$/;
const json = /^application\/json[ \t]*(?:;|$)/i;
/** Longest text of a client's that a refusal repeats. */
const shownLength = 100;

/**
 * Tells programs from web pages, which a browser lets speak to any address: without it every page that a user of this
 * machine opens could use the server. Three things give a page away:
 *
 * - **Host**: a page whose own name was made to point here (DNS rebinding) sends that name. A server that listens on this
 *   machine alone answers to this machine's names only. One that `--host` opened to a network has names that it cannot
 *   know, and answers to any: there a rebound page is refused by its Origin.
 * - **Origin**: programs send none. A page's must be the server's own, and one that no DNS can have been turned to: an
 *   address, this machine's name or that of `--host`.
 * - **Content-Type**: a form, or a page without the server's permission (CORS, which is never given), cannot send
 *   `application/json`.
 *
 * Ports are not compared: none can be rebound, and a tunnel has another than the server.
 */
export class RequestGate {
  readonly #names: ReadonlySet<string>;
  readonly #isLocal: boolean;
  /** The last Host that was answered: nearly always the next one, too. */
  #knownHost: string | undefined;

  /**
   * @param host as it was asked for: a name or an address.
   * @param address where the server listens because of it.
   */
  constructor(host: string, address: string) {
    this.#names = new Set([...localNames, bracketed(host.toLowerCase()), bracketed(address)]);
    this.#isLocal = /^(?:::ffff:)?127\.|^::1$/.test(address);
  }

  /** Why a request is not answered: 400 and 403 by where it comes from, 415 for a body of another type than JSON. */
  refusalOf({ method, host, origin, contentType }: RequestSource): ApiError | undefined {
    if (host === undefined) return new ApiError(400, 'Host is missing: HTTP/1.1 wants one.');
    if (host !== this.#knownHost) {
      const refusal = this.#hostRefusal(host);
      if (refusal !== undefined) return refusal;
      this.#knownHost = host;
    }
    if (origin !== undefined && !this.#isOwnOrigin(origin.toLowerCase(), host)) {
      return new ApiError(403, `Origin is ${shown(origin)}: web pages are not answered. Ask from a program.`);
    }
    if (method !== 'POST' || contentType === 'application/json') return undefined;
    if (contentType === undefined) return new ApiError(415, 'Content-Type is missing: say application/json.');
    if (json.test(contentType)) return undefined;
    return new ApiError(415, `Content-Type is ${shown(contentType)}: send the body as application/json.`);
  }

  #hostRefusal(host: string): ApiError | undefined {
    const name = nameOf(host);
    if (name === undefined) return new ApiError(400, `Host is ${shown(host)}: that is no name or address with a port.`);
    if (!this.#isLocal || this.#names.has(name)) return undefined;
    const names = [...this.#names].join(', ');
    const message = `Host is ${shown(host)}: this server answers to ${names}. Ask it by one of them; --host of the command serve opens it to others.`;
    return new ApiError(403, message);
  }

  #isOwnOrigin(origin: string, host: string): boolean {
    if (origin !== `http://${host.toLowerCase()}`) return false;
    const name = nameOf(host) ?? '';
    return this.#names.has(name) || isIP(name.replace(/^\[|\]$/g, '')) > 0;
  }
}

function nameOf(host: string): string | undefined {
  return hostForm.exec(host.toLowerCase())?.[1];
}

function bracketed(address: string): string {
  return isIP(address) === 6 ? `[${address}]` : address;
}

function shown(text: string): string {
  return JSON.stringify(text.length > shownLength ? `${text.slice(0, shownLength)}…` : text);
}
