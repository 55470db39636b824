import { meanAndDeviation } from './meanAndDeviation.ts';
import { sampleAt } from './sampleAt.ts';

/**
 * Correlation of neighbouring blocks that is still taken for chance: what stays alike for longer than that is another
 * state of the server, and not its queue.
 */
const mostCorrelation = 0.5;

/**
 * Factor by which the variance of a mean is larger than that of independent values: (1 + r)/(1 − r) for neighbours that
 * correlate by r, from the deviations within each part, pooled; their bias (M. Kendall, Biometrika 41, 1954) put back.
 */
export function chanceInflation(parts: readonly Float64Array[]): number {
  let products = 0;
  let squares = 0;
  let length = 0;
  for (const part of parts) {
    const { mean } = meanAndDeviation(part);
    length += part.length / parts.length;
    part.forEach((value, index) => {
      squares += (value - mean) ** 2;
      if (index > 0) products += (value - mean) * (sampleAt(part, index - 1) - mean);
    });
  }
  if (squares === 0) return 1;
  const seen = products / squares;
  const correlation = Math.min(mostCorrelation, Math.max(0, seen + (1 + 3 * seen) / length));
  return (1 + correlation) / (1 - correlation);
}
