/** A request that cannot be served as it stands; the engine goes on. */
export class RequestError extends Error {
  readonly kind: 'badRequest' | 'contextExceeded';

  constructor(kind: RequestError['kind'], message: string) {
    super(message);
    this.name = 'RequestError';
    this.kind = kind;
  }
}
