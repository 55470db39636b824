/** What went wrong on a connection beyond what the system says of it. */
export class HttpError extends Error {
  readonly code: 'NOT_HTTP' | 'HEAD_TOO_LARGE' | 'CONNECTION_ENDED';

  constructor(code: HttpError['code'], message: string) {
    super(message);
    this.code = code;
  }
}
