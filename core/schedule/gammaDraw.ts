import type { SeededRandom } from './SeededRandom.ts';

/**
 * A draw from the gamma distribution of this shape and scale 1 (mean = shape), by G. Marsaglia and W. Tsang, "A simple
 * method for generating gamma variables", ACM TOMS 26, 2000; shapes below 1 by their relation G(a) = G(a + 1) · U^(1/a).
 */
export function gammaDraw(random: SeededRandom, shape: number): number {
  if (shape < 1) return gammaDraw(random, shape + 1) * (1 - random.uniform()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = random.normal();
    const root = 1 + c * x;
    if (root <= 0) continue;
    const v = root * root * root;
    // 1 − u lies in (0, 1], so the logarithm is finite.
    if (Math.log(1 - random.uniform()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}
