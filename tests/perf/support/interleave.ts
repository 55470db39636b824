/**
 * Measures two sides in turns, A-B-A-B, so that what else the machine does in the meantime meets both.
 *
 * @returns what each side gave, in order.
 */
export async function interleave<A, B>(
  rounds: number,
  first: () => Promise<A>,
  second: () => Promise<B>,
): Promise<{ first: A[]; second: B[] }> {
  const results = { first: [] as A[], second: [] as B[] };
  for (let round = 0; round < rounds; round += 1) {
    results.first.push(await first());
    results.second.push(await second());
  }
  return results;
}
