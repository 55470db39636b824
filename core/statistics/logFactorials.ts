import { sampleAt } from './sampleAt.ts';

/** ln 0!, ln 1!, … ln n!: for binomial coefficients that no double holds. */
export function logFactorials(n: number): Float64Array {
  const table = new Float64Array(n + 1);
  for (let value = 2; value <= n; value += 1) table[value] = sampleAt(table, value - 1) + Math.log(value);
  return table;
}
