/** The server wrote to a fresh connection before anything was asked: no reply on it can be told from another. */
export class UnaskedReplyError extends Error {
  readonly code = 'UNASKED_REPLY';

  constructor(bytes: number) {
    super(`the server sent ${bytes} bytes before anything was asked`);
  }
}
