import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import {
  fitScalability,
  leastSquaresOfScalability,
  type ScalabilityFit,
  type ScalabilityParameters,
  type ScalabilityPoint,
  scalabilityLaw,
} from '../../../core/statistics/scalability.ts';

const doubling = [1, 2, 4, 8, 16, 32, 64];

const measured = (law: ScalabilityParameters, levels = doubling, noise = () => 1): ScalabilityPoint[] =>
  levels.map((concurrency) => ({ concurrency, perSecond: scalabilityLaw(law, concurrency) * noise() }));

function fitOf(points: readonly ScalabilityPoint[]): ScalabilityFit {
  const fit = fitScalability(points);
  if ('absent' in fit) throw new Error(fit.absent);
  return fit;
}

const squaresOf = (points: readonly ScalabilityPoint[], law: ScalabilityParameters): number =>
  points.reduce((sum, { concurrency, perSecond }) => sum + (perSecond / scalabilityLaw(law, concurrency) - 1) ** 2, 0);

const gaussian = (seed: number, share: number) => {
  const random = new SeededRandom(seed);
  return () => 1 + share * random.normal();
};

describe('leastSquaresOfScalability', () => {
  it('is not beaten by any law of a grid, nor by any near it', () => {
    const law = {
      alpha: fc.double({ min: 0, max: 1, noNaN: true }),
      beta: fc.double({ min: 0, max: 0.01, noNaN: true }),
    };
    fc.assert(
      fc.property(fc.record({ ...law, lambda: fc.constant(25) }), fc.nat(), (planted, seed) => {
        const points = measured(planted, doubling, gaussian(seed, 0.05));
        const found = leastSquaresOfScalability(points, { coherency: true });
        if (found === undefined) throw new Error('no solution');
        expect(squaresOf(points, found)).toBeCloseTo(found.squares, 9);
        const factors = [0, 0.5, 0.9, 0.99, 0.999, 1, 1.001, 1.01, 1.1, 2];
        for (const alpha of [...factors.map((factor) => factor * found.alpha), 0.01, 0.3, 1]) {
          for (const beta of [...factors.map((factor) => factor * found.beta), 1e-5, 1e-3]) {
            for (const lambda of factors.slice(1).map((factor) => factor * found.lambda)) {
              if (alpha > 1) continue;
              expect(squaresOf(points, { alpha, beta, lambda })).toBeGreaterThanOrEqual(found.squares - 1e-12);
            }
          }
        }
      }),
      { numRuns: 40 },
    );
  });
});

describe('fitScalability', () => {
  it('finds a planted law', () => {
    const fit = fitOf(measured({ alpha: 0.03, beta: 0.0005, lambda: 20 }, [...doubling, 128]));
    expect(fit.alpha).toBeCloseTo(0.03, 8);
    expect(fit.beta).toBeCloseTo(0.0005, 8);
    expect(fit.lambda).toBeCloseTo(20, 6);
    expect(fit.rSquared).toBeCloseTo(1, 10);
    // sqrt(0.97 / 0.0005), and the throughput there by hand: 20 × 44.045 / (1 + 0.03 × 43.045 + 0.0005 × 44.045 × 43.045)
    expect(fit.knee).toBeCloseTo(44.045, 2);
    expect(fit.saturationPerSecond).toBeCloseTo(271.94, 2);
  });

  it('recovers any law with a knee within the levels from measurements with 2 % of noise', () => {
    const ratios: number[] = [];
    for (let seed = 0; seed < 300; seed += 1) {
      const fit = fitOf(measured({ alpha: 0.03, beta: 0.97 / 32 ** 2, lambda: 20 }, doubling, gaussian(seed, 0.02)));
      if (typeof fit.knee === 'number') ratios.push(fit.knee / 32);
    }
    ratios.sort((a, b) => a - b);
    expect(ratios.length).toBeGreaterThan(290);
    expect(ratios[Math.floor(ratios.length / 2)]).toBeCloseTo(1, 1);
    expect(ratios.at(Math.floor(ratios.length * 0.05))).toBeGreaterThan(0.92);
    expect(ratios.at(Math.floor(ratios.length * 0.95))).toBeLessThan(1.08);
  });

  it('sees coherency where there is none in fewer than one of twenty repetitions', () => {
    let seen = 0;
    for (let seed = 0; seed < 600; seed += 1) {
      const fit = fitOf(measured({ alpha: 0.3, beta: 0, lambda: 20 }, doubling, gaussian(seed, 0.02)));
      if (fit.beta > 0) seen += 1;
    }
    expect(seen).toBeLessThan(600 * 0.05 + 1);
    expect(seen).toBeGreaterThan(0);
  });

  it('finds the limit of a law without coherency, and says why it has no knee', () => {
    const fit = fitOf(measured({ alpha: 0.3, beta: 0, lambda: 20 }));
    expect(fit.beta).toBe(0);
    expect(fit.alpha).toBeCloseTo(0.3, 8);
    expect(fit.knee).toEqual({ absent: 'within what the levels can tell, throughput never falls again' });
    expect(fit.saturationPerSecond).toBeCloseTo(20 / 0.3, 5);
  });

  it('takes a queue that serves one at a time as all contention', () => {
    const fit = fitOf(doubling.map((concurrency, index) => ({ concurrency, perSecond: index % 2 ? 10.2 : 10 })));
    expect(fit.alpha).toBeCloseTo(1, 1);
    expect(fit.alpha).toBeLessThanOrEqual(1);
    expect(fit.saturationPerSecond).toBeCloseTo(10.1, 1);
    expect(fitOf(doubling.map((concurrency) => ({ concurrency, perSecond: 10 }))).rSquared).toBe(1);
  });

  it('claims neither knee nor limit beyond the levels', () => {
    const rising = fitOf(measured({ alpha: 0, beta: 0, lambda: 20 }));
    expect(rising).toMatchObject({
      beta: 0,
      saturationPerSecond: { absent: 'the levels do not come near a limit: measure higher ones' },
    });
    expect(rising.alpha).toBeCloseTo(0, 9);
    const far = fitOf(measured({ alpha: 0, beta: 1 / 100 ** 2, lambda: 20 }));
    const absent = 'the law puts it at about 100 in flight, beyond the 64 measured';
    expect(far).toMatchObject({ knee: { absent }, saturationPerSecond: { absent } });
  });

  it('claims no knee until throughput was seen to fall', () => {
    const planted = { alpha: 0.03, beta: 0.0005, lambda: 20 };
    // 64 in flight bring 1 % less than 32, those in between not having been measured.
    const knee = { absent: 'throughput falls by less than 5 % up to the highest level' };
    expect(fitOf(measured(planted))).toMatchObject({ knee, saturationPerSecond: expect.closeTo(271.94, 2) });
    const places = doubling.map((level) => ({ concurrency: level, perSecond: 10 * Math.min(level, 24) }));
    expect(fitOf(places).knee).toEqual(knee);
  });

  it('puts the knee at 1 where every further request costs throughput', () => {
    const fit = fitOf(measured({ alpha: 1, beta: 0.01, lambda: 20 }));
    expect(fit.knee).toBeCloseTo(1, 3);
    expect(fit.saturationPerSecond).toBeCloseTo(20, 3);
  });

  it.each([
    [[1, 4, 16], '3 of 4 levels'],
    [[1, 1, 4, 16], '3 of 4 levels'],
    [[1, 2, 4, 7], 'levels from 1 to 7 in flight: the highest must be 8 times the lowest'],
  ])('has nothing to say of the levels %j', (levels, absent) => {
    expect(fitScalability(measured({ alpha: 0.1, beta: 0.001, lambda: 20 }, levels))).toEqual({ absent });
  });

  it('refuses throughputs that are none, and levels that follow no law', () => {
    const points = measured({ alpha: 0.1, beta: 0.001, lambda: 20 });
    const broken = points.map((point) => (point.concurrency === 8 ? { ...point, perSecond: 0 } : point));
    expect(fitScalability(broken)).toEqual({ absent: 'at 8 in flight the throughput is 0/s' });
    const saw = doubling.map((concurrency, index) => ({ concurrency, perSecond: index % 2 ? 30 : 10 }));
    expect(fitScalability(saw)).toMatchObject({
      absent: expect.stringMatching(/^the levels do not follow the law: one is \d+ % off$/),
    });
  });

  it('refuses a queue with a fixed number of places, which no smooth law describes', () => {
    for (const places of [4, 8, 16, 32]) {
      const levels = [...doubling, 128].map((level) => ({
        concurrency: level,
        perSecond: 10 * Math.min(level, places),
      }));
      expect(fitScalability(levels)).toMatchObject({ absent: expect.stringContaining('do not follow the law') });
    }
  });

  it('does not depend on the order of the levels, nor on the unit of throughput', () => {
    fc.assert(
      fc.property(fc.nat(), fc.double({ min: 0.01, max: 1000, noNaN: true }), (seed, unit) => {
        const points = measured({ alpha: 0.05, beta: 0.002, lambda: 20 }, doubling, gaussian(seed, 0.02));
        const fit = fitOf(points);
        const other = fitOf(points.map((point) => ({ ...point, perSecond: point.perSecond * unit })).reverse());
        expect(other.alpha).toBeCloseTo(fit.alpha, 8);
        expect(other.beta).toBeCloseTo(fit.beta, 8);
        expect(other.lambda / unit).toBeCloseTo(fit.lambda, 6);
      }),
    );
  });
});
