import type { Redactor } from '../../../../core/secrets/Redactor.ts';

const kindOfCode: Record<string, string> = {
  ECONNREFUSED: 'connection-refused',
  ECONNRESET: 'connection-reset',
  EPIPE: 'connection-reset',
  ENOTFOUND: 'host-not-found',
  EAI_AGAIN: 'host-not-found',
  EHOSTUNREACH: 'host-unreachable',
  ENETUNREACH: 'host-unreachable',
  ETIMEDOUT: 'connect-time-out',
  CONNECTION_ENDED: 'connection-closed',
  HEAD_TOO_LARGE: 'too-large',
  REPLY_TOO_LARGE: 'too-large',
  NOT_HTTP: 'not-http',
  UNASKED_REPLY: 'unasked-reply',
};

/** What kind of failure an error of a connection is, and what it said, without secrets and at most 500 characters. */
export function httpFailure(error: Error, redactor: Redactor): { kind: string; example: string } {
  // Node tries all addresses of a name and gathers what each said, often without words of its own: the first counts.
  const [first] = error instanceof AggregateError ? error.errors : [];
  if (first instanceof Error) return httpFailure(first, redactor);
  const code = 'code' in error && typeof error.code === 'string' ? error.code : '';
  const example = redactor.told(error.message === '' ? code : error.message);
  return { kind: kindOfCode[code] ?? kindByCode(code), example };
}

function kindByCode(code: string): string {
  if (/CERT|TLS|SSL|SELF_SIGNED|UNABLE_TO_/.test(code)) return 'tls';
  return 'connection-failed';
}

/** What went wrong on a connection beyond what the system says of it. */
export class HttpError extends Error {
  readonly code: 'NOT_HTTP' | 'HEAD_TOO_LARGE' | 'REPLY_TOO_LARGE' | 'CONNECTION_ENDED';

  constructor(code: HttpError['code'], message: string) {
    super(message);
    this.code = code;
  }
}

/** The server wrote to a fresh connection before anything was asked: no reply on it can be told from another. */
export class UnaskedReplyError extends Error {
  readonly code = 'UNASKED_REPLY';

  constructor(bytes: number) {
    super(`the server sent ${bytes} bytes before anything was asked`);
  }
}
