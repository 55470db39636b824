import { typography } from './typography.ts';

/**
 * Where a percentile plot leaves its top edge: "∞ from p94", the first percentile that failures reach, in whole percent
 * while those do and with as many nines as it takes after.
 *
 * @param finiteShare share of the requests that did not fail: percentiles up to it are finite
 */
export function formatInfiniteFrom(finiteShare: number): string {
  if (!(finiteShare >= 0 && finiteShare < 1)) {
    throw new RangeError(`finiteShare is ${finiteShare}; give a number from 0 to below 1`);
  }
  for (let decimals = 0; ; decimals += 1) {
    const steps = 10 ** decimals;
    // The slack: 0.57 × 100 is 56.99999999999999, and p57 is still finite.
    const first = (Math.floor(finiteShare * 100 * steps + 1e-9 * steps) + 1) / steps;
    if (first < 100) return `${typography.infinity} from p${first.toFixed(decimals)}`;
  }
}
