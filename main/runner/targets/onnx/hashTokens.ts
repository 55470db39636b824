/** Stands for a list of tokens when outputs are told apart: two FNV-1a hashes, 53 bits together, which fit a double. */
export function hashTokens(tokens: readonly number[]): number {
  let high = 0x811c9dc5;
  let low = 0x050c5d1f;
  for (const token of tokens) {
    high = Math.imul(high ^ token, 0x01000193);
    low = Math.imul(low ^ (token + 0x9e37), 0x01000193);
  }
  return (high >>> 0) * 2 ** 21 + (low >>> 11);
}
