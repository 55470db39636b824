import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { curvePoint } from '../../../core/contract/distribution.ts';
import { sortedSamples } from '../../../core/statistics/arrays.ts';
import { distributionBins } from '../../../core/statistics/distributionBins.ts';
import { multipleOf, niceStep } from '../../../core/statistics/niceStep.ts';
import { percentileAxisPosition, percentileCurve, toCurveDocument } from '../../../core/statistics/percentileCurve.ts';
import { percentileInterval } from '../../../core/statistics/percentileInterval.ts';
import { percentileOfSorted } from '../../../core/statistics/percentiles.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { floorShare } from '../../../core/statistics/sampleFloor.ts';

const samples = fc.array(fc.double({ min: 0, max: 1e6, noNaN: true }), { minLength: 1, maxLength: 400 });

function exponential(count: number, seed = 1): Float64Array {
  const random = new SeededRandom(seed);
  return sortedSamples(Float64Array.from({ length: count }, () => 30 + random.exponential(40)));
}

describe('niceStep', () => {
  it('is the next of 1, 2, 5 × 10^k', () => {
    const cases: [number, number][] = [
      [1, 1],
      [1.3, 2],
      [2, 2],
      [3.4, 5],
      [5.1, 10],
      [0.03, 0.05],
      [0.1, 0.1],
      [1000, 1000],
      [3600, 5000],
    ];
    for (const [least, step] of cases) expect(multipleOf(niceStep(least), 1), `${least}`).toBe(step);
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (least) => {
        const step = multipleOf(niceStep(least), 1);
        expect(step).toBeGreaterThanOrEqual(least);
        expect(step).toBeLessThanOrEqual(least * 2.5 * (1 + 1e-12));
      }),
    );
    expect(() => niceStep(0)).toThrow(/least is 0/);
  });

  it('has multiples that are exact', () => {
    expect([1, 2, 3, 6, 7].map((times) => multipleOf(niceStep(0.1), times))).toEqual([0.1, 0.2, 0.3, 0.6, 0.7]);
  });
});

describe('distributionBins', () => {
  it('puts every sample into the one bin that holds it, or above', () => {
    fc.assert(
      fc.property(samples, fc.integer({ min: 0, max: 5 }), (values, failures) => {
        const sorted = sortedSamples(
          Float64Array.from([...values, ...new Array<number>(failures).fill(Number.POSITIVE_INFINITY)]),
        );
        const { bins, above } = distributionBins(sorted);
        expect(bins.length).toBeLessThanOrEqual(42);
        bins.forEach((bin, index) => {
          expect(bin.count).toBe(values.filter((value) => value >= bin.fromMs && value < bin.toMs).length);
          if (index > 0) expect(bin.fromMs).toBe(bins[index - 1]?.toMs);
        });
        expect(bins.reduce((sum, bin) => sum + bin.count, 0) + above).toBe(sorted.length);
        expect(bins[0]?.count).toBeGreaterThan(0);
      }),
    );
  });

  it('counts a sample on the edge between two bins in the upper one', () => {
    const sorted = sortedSamples(Float64Array.from({ length: 100 }, (_, index) => index));
    const { bins } = distributionBins(sorted);
    expect(bins[0]).toEqual({ fromMs: 0, toMs: 5, count: 5 });
    expect(bins.every(({ count }) => count === 5)).toBe(true);
  });

  it('leaves about 3 in 1000 above, and the failures with them', () => {
    const sorted = sortedSamples(Float64Array.from([...exponential(5633), Number.POSITIVE_INFINITY]));
    const { bins, above } = distributionBins(sorted);
    expect(above).toBeGreaterThan(5);
    expect(above).toBeLessThanOrEqual(18);
    expect(bins.length).toBeGreaterThanOrEqual(20);
    expect((bins[0]?.toMs ?? 0) - (bins[0]?.fromMs ?? 0)).toBe(10);
  });

  it('copes with equal samples, with values a double can hardly tell apart and with nothing but failures', () => {
    expect(distributionBins(Float64Array.of(5, 5, 5))).toEqual({
      bins: [{ fromMs: 5, toMs: 5.05, count: 3 }],
      above: 0,
    });
    expect(distributionBins(Float64Array.of(0, 0)).bins).toHaveLength(1);
    expect(distributionBins(Float64Array.of(1e9, 1e9 + 2e-7)).bins.length).toBeLessThanOrEqual(42);
    expect(distributionBins(Float64Array.of(Number.POSITIVE_INFINITY))).toEqual({ bins: [], above: 1 });
    expect(distributionBins(new Float64Array(0))).toEqual({ bins: [], above: 0 });
  });
});

describe('percentileCurve', () => {
  it('is the exact percentile with its exact interval at every point', () => {
    const sorted = exponential(2000);
    const points = percentileCurve(sorted);
    expect(points.length).toBeLessThanOrEqual(200);
    expect(points.length).toBeGreaterThan(190);
    for (const { quantile, valueMs, lowMs, highMs } of points) {
      expect(valueMs).toBe(percentileOfSorted(sorted, quantile));
      if (lowMs !== undefined) expect(percentileInterval(sorted, quantile)).toEqual({ interval: [lowMs, highMs] });
    }
  });

  it('never falls, has the reported percentiles on it and ends half a decade past the floor', () => {
    fc.assert(
      fc.property(samples, (values) => {
        const points = percentileCurve(sortedSamples(Float64Array.from(values)));
        points.forEach((point, index) => {
          const previous = points[index - 1];
          if (previous === undefined) return;
          expect(point.quantile).toBeGreaterThan(previous.quantile);
          expect(point.valueMs).toBeGreaterThanOrEqual(previous.valueMs);
        });
      }),
    );
    const points = percentileCurve(exponential(5633));
    const quantiles = points.map(({ quantile }) => quantile);
    expect(quantiles).toEqual(expect.arrayContaining([0, 0.5, 0.9, 0.95, 0.99, 0.999, floorShare(5633)]));
    expect(percentileAxisPosition(quantiles.at(-1) ?? 0)).toBeCloseTo(Math.log10(5633 / 6.64) + 0.5, 2);
  });

  it('has a band up to the floor and none beyond it', () => {
    const floor = floorShare(5633);
    const points = percentileCurve(exponential(5633));
    expect(points.filter(({ quantile, lowMs }) => quantile > floor && lowMs !== undefined)).toEqual([]);
    expect(points.filter(({ quantile, lowMs }) => quantile > 0.01 && quantile <= floor && lowMs === undefined)).toEqual(
      [],
    );
  });

  it('becomes infinite where failures begin, and goes into the document as a word', () => {
    const sorted = sortedSamples(
      Float64Array.from([...exponential(939), ...new Array<number>(61).fill(Number.POSITIVE_INFINITY)]),
    );
    const points = percentileCurve(sorted);
    for (const { quantile, valueMs } of points) expect(Number.isFinite(valueMs)).toBe(quantile <= 0.939);
    const document = toCurveDocument(points);
    expect(document.at(-1)?.valueMs).toBe('Infinity');
    for (const point of document) expect(curvePoint.parse(point)).toEqual(point);
  });

  it('is empty without samples and stays within them for one', () => {
    expect(percentileCurve(new Float64Array(0))).toEqual([]);
    expect(new Set(percentileCurve(Float64Array.of(4)).map(({ valueMs }) => valueMs))).toEqual(new Set([4]));
  });
});
