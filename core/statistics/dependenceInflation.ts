import { meanAndDeviation } from './meanAndDeviation.ts';
import { sampleAt } from './sampleAt.ts';

/** More values are averaged in groups first: sums over all pairs of a million would take minutes. */
const mostPoints = 1000;

/** Below it a correlation is mostly chance. */
const fewestPoints = 10;

/**
 * By how much the variance of the mean of values that follow each other is larger than that of independent ones, 1 at least:
 * 1 + 2 Σ of their autocorrelations, summed in pairs of lags as long as a pair is positive (the initial positive sequence of
 * C. Geyer, "Practical Markov chain Monte Carlo", Statistical Science 7, 1992). So many times fewer independent values would
 * say as much.
 *
 * @param values finite, in the order in which they came
 */
export function dependenceInflation(values: Float64Array): number {
  if (values.length < fewestPoints) return 1;
  const groups = Math.min(mostPoints, values.length);
  const means = Float64Array.from({ length: groups }, (_, group) => {
    const from = Math.round((group * values.length) / groups);
    return meanAndDeviation(values.subarray(from, Math.round(((group + 1) * values.length) / groups))).mean;
  });
  const { standardDeviation: deviation = 0 } = meanAndDeviation(values);
  if (deviation === 0) return 1;
  // What neighbours have in common within a group shows in how much more its mean varies than one of independent values.
  const { mean, standardDeviation: ofMeans = 0 } = meanAndDeviation(means);
  const within = (ofMeans / deviation) ** 2 * (values.length / groups);
  const left = means.map((value) => value - mean);
  const squares = left.reduce((sum, value) => sum + value * value, 0);
  if (squares === 0) return 1;
  const correlation = (lag: number): number => {
    let sum = 0;
    for (let index = lag; index < groups; index += 1) sum += sampleAt(left, index) * sampleAt(left, index - lag);
    return sum / squares;
  };
  let between = -1;
  let lags = 0;
  for (; lags + 1 < groups / 2; lags += 2) {
    const pair = correlation(lags) + correlation(lags + 1);
    if (pair <= 0) break;
    between += 2 * pair;
  }
  // Deviations are from the mean that was seen, not the true one, which takes as much from each of the correlations.
  const unbiased = between / (1 - (2 * lags - 1) / (2 * groups));
  return Math.max(1, within * unbiased);
}
