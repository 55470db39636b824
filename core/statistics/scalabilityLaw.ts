/** Parameters of the Universal Scalability Law. */
export interface ScalabilityParameters {
  /** Contention, from 0 to 1: the share of a request that is done one after the other. */
  readonly alpha: number;
  /** Coherency: what each pair of requests in flight costs, as a share of one request. */
  readonly beta: number;
  /** Requests per second of one alone. */
  readonly lambda: number;
}

/** X(N) = lambda N / (1 + alpha (N − 1) + beta N (N − 1)): requests per second with N in flight, N from 1. */
export function scalabilityLaw({ alpha, beta, lambda }: ScalabilityParameters, concurrency: number): number {
  return (lambda * concurrency) / (1 + alpha * (concurrency - 1) + beta * concurrency * (concurrency - 1));
}
