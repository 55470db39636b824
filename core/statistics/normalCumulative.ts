/**
 * P(Z ≤ z) of the standard normal distribution, to the last few digits of a double: the Taylor series of G. Marsaglia,
 * "Evaluating the normal distribution", Journal of Statistical Software 11(4), 2004.
 */
export function normalCumulative(z: number): number {
  // Beyond nine deviations the probability is below 1e-18 and the series would only add rounding.
  if (z < -9) return 0;
  if (z > 9) return 1;
  let sum = z;
  let term = z;
  for (let divisor = 3; Math.abs(term) > Math.abs(sum) * Number.EPSILON * 0.25; divisor += 2) {
    term *= (z * z) / divisor;
    sum += term;
  }
  return 0.5 + sum * Math.exp(-0.5 * z * z - 0.5 * Math.log(2 * Math.PI));
}
