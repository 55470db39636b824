/**
 * What requests at one server, first come, first served, take from their intended start to their end: Lindley's recursion
 * (D. V. Lindley, "The theory of queues with a single server", 1952) on instants and service times that were recorded.
 *
 * @param intendedMs in the order in which the requests come, milliseconds.
 * @param serviceMs how long the server works on each, in the same order.
 */
export function lindleyLatencies(intendedMs: readonly number[], serviceMs: readonly number[]): number[] {
  let freeMs = Number.NEGATIVE_INFINITY;
  return intendedMs.map((comesMs, index) => {
    freeMs = Math.max(comesMs, freeMs) + (serviceMs[index] ?? Number.NaN);
    return freeMs - comesMs;
  });
}
