import { describe, expect, it } from 'vitest';
import { constantArrivals, gammaArrivals, poissonArrivals } from '../../../core/schedule/arrivalPatterns.ts';
import { constantRate } from '../../../core/schedule/RateProfile.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import { meanAndDeviation } from '../../../core/statistics/meanAndDeviation.ts';
import { percentileOfSorted } from '../../../core/statistics/percentiles.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { singleServer } from './singleServer.ts';

const SERVICE_MS = 10;

/**
 * Load, requests and tolerance. Waits of neighbours depend on each other the longer, the fuller the server is: the
 * standard error of the mean is about sqrt(4 / n) / (1 − load). The tolerance is about four of them.
 */
const loads: [load: number, count: number, tolerance: number][] = [
  [0.5, 1_000_000, 0.016],
  [0.7, 1_000_000, 0.027],
  [0.9, 4_000_000, 0.04],
];

const poisson = (load: number) => new ScheduledArrivals(poissonArrivals, constantRate((1000 * load) / SERVICE_MS), 101);

const relativeError = (value: number, truth: number) => Math.abs(value / truth - 1);

describe('a single server fed by the Poisson schedule', () => {
  it.each(loads)('M/M/1 at load %s: the sojourn is exponential with mean 1/(μ − λ)', (load, count, tolerance) => {
    const random = new SeededRandom(202);
    const { waitsMs, sojournsMs } = singleServer(poisson(load), count, () => random.exponential(SERVICE_MS));
    const meanSojournMs = SERVICE_MS / (1 - load);
    expect(relativeError(meanAndDeviation(sojournsMs).mean, meanSojournMs)).toBeLessThan(tolerance);
    expect(relativeError(meanAndDeviation(waitsMs).mean, load * meanSojournMs)).toBeLessThan(1.5 * tolerance);
    sojournsMs.sort();
    for (const share of [0.5, 0.9, 0.99]) {
      const expectedMs = -meanSojournMs * Math.log(1 - share);
      expect(relativeError(percentileOfSorted(sojournsMs, share), expectedMs)).toBeLessThan(1.5 * tolerance);
    }
  });

  it.each(loads)('M/D/1 at load %s: the mean wait is that of Pollaczek and Khinchine', (load, count, tolerance) => {
    const { waitsMs } = singleServer(poisson(load), count, () => SERVICE_MS);
    const expectedMs = (load * SERVICE_MS) / (2 * (1 - load));
    expect(relativeError(meanAndDeviation(waitsMs).mean, expectedMs)).toBeLessThan(tolerance);
    // A server that is free by a share of 1 − load lets as many go straight through.
    const straight = waitsMs.reduce((sum, waitMs) => sum + (waitMs === 0 ? 1 : 0), 0) / count;
    expect(Math.abs(straight - (1 - load))).toBeLessThan(0.005);
  });

  it('D/D/1: with constant arrivals below capacity nobody waits', () => {
    const arrivals = new ScheduledArrivals(constantArrivals, constantRate(99), 1);
    expect(singleServer(arrivals, 100_000, () => SERVICE_MS).waitsMs.every((waitMs) => waitMs === 0)).toBe(true);
  });
});

describe('the gaps of each process', () => {
  it.each([constantArrivals, poissonArrivals, gammaArrivals(0.3), gammaArrivals(1), gammaArrivals(3)])(
    'of $name have the mean of the rate and its coefficient of variation',
    (pattern) => {
      const count = 1_000_000;
      const instants = new Float64Array(count + 1);
      new ScheduledArrivals(pattern, constantRate(200), 7).begin().fill(instants);
      const gaps = instants.subarray(1).map((instant, index) => instant - (instants[index] ?? Number.NaN));
      const { mean, standardDeviation = Number.NaN } = meanAndDeviation(gaps);
      // Four standard errors of the mean; the deviation of a gamma sample has a kurtosis of 6 CV² above the normal's.
      const { coefficientOfVariation: variation } = pattern;
      expect(Math.abs(mean / 5 - 1)).toBeLessThanOrEqual((4 * variation) / Math.sqrt(count) + 1e-9);
      const error = Math.sqrt((2 + 6 * variation ** 2) / 4 / count) + 2 * (variation / Math.sqrt(count));
      expect(Math.abs(standardDeviation / mean - variation)).toBeLessThanOrEqual(4 * variation * error + 1e-9);
    },
  );
});
