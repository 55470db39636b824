import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { poissonArrivals } from '../../../core/schedule/arrivalPatterns.ts';
import { ClassedArrivals, hashedUniform } from '../../../core/schedule/ClassedArrivals.ts';
import { constantRate } from '../../../core/schedule/RateProfile.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import { allInstants } from './allInstants.ts';

const arrivals = new ScheduledArrivals(poissonArrivals, constantRate(100, 10_000), 3);
const classes = [
  { weight: 0.6, promptTokens: 100, outputTokens: 50 },
  { weight: 0.3, promptTokens: 800, outputTokens: 20 },
  { weight: 0.1, promptTokens: 10, outputTokens: 400 },
];

/** Pearson's statistic of counts against expected ones. */
const chiSquare = (counts: readonly number[], expected: readonly number[]): number =>
  counts.reduce((sum, count, index) => sum + (count - (expected[index] ?? 0)) ** 2 / (expected[index] ?? 1), 0);

describe('ClassedArrivals', () => {
  it('has the instants of what it decorates, and lengths and number of the class of each', () => {
    const classed = new ClassedArrivals(arrivals, classes, 42);
    expect(allInstants(classed)).toEqual(allInstants(arrivals));
    expect([classed.name, classed.durationMs, classed.expectedCount]).toEqual(['poisson', 10_000, 1000]);
    for (let index = 0; index < 100; index += 1) {
      const { trafficClass = 0, promptTokens, outputTokens } = classed.lengthsOf(index);
      expect(classes[trafficClass - 1]).toMatchObject({ promptTokens, outputTokens });
    }
  });

  it('draws classes by their weights, independent of the class before', () => {
    const classed = new ClassedArrivals(arrivals, classes, 42);
    const drawn = Array.from({ length: 100_000 }, (_, index) => (classed.lengthsOf(index).trafficClass ?? 0) - 1);
    const counts = classes.map((_, index) => drawn.filter((one) => one === index).length);
    // Two degrees of freedom: 13.8 is passed by one seed in a thousand.
    expect(chiSquare(counts, [60_000, 30_000, 10_000])).toBeLessThan(13.8);
    const pairs = classes.flatMap((_, first) =>
      classes.map((__, second) => drawn.filter((one, at) => one === first && drawn[at + 1] === second).length),
    );
    const expected = classes.flatMap((first) => classes.map((second) => first.weight * second.weight * 99_999));
    // Six degrees of freedom beyond those of the shares themselves, eight at most: 26.1 is one in a thousand.
    expect(chiSquare(pairs, expected)).toBeLessThan(26.1);
  });

  it('gives an arrival the same class in whatever order it is asked, and others for another seed', () => {
    const classed = new ClassedArrivals(arrivals, classes, 42);
    fc.assert(
      fc.property(fc.nat(2 ** 31), fc.nat(2 ** 31), (one, other) => {
        const before = classed.lengthsOf(one);
        classed.lengthsOf(other);
        expect(new ClassedArrivals(arrivals, classes, 42).lengthsOf(one)).toEqual(before);
      }),
    );
    const of = (seed: number) =>
      Array.from(
        { length: 50 },
        (_, index) => new ClassedArrivals(arrivals, classes, seed).lengthsOf(index).trafficClass,
      );
    expect(of(42)).not.toEqual(of(43));
  });

  it('refuses classes that make no sense, by the field', () => {
    expect(() => new ClassedArrivals(arrivals, [], 1)).toThrow('classes has 0 entries; give 1 to 255');
    const planted = [classes[0], { ...classes[1], weight: 0 }] as typeof classes;
    expect(() => new ClassedArrivals(arrivals, planted, 1)).toThrow('classes[1].weight is 0; give a positive number');
  });
});

describe('hashedUniform', () => {
  it('is uniform on [0, 1) over indices, seeds and salts alike', () => {
    const series: ((index: number) => number)[] = [
      (index) => hashedUniform(42, index),
      (index) => hashedUniform(index, 7),
      (index) => hashedUniform(0, 0, index),
      (index) => hashedUniform(0xffffffff, 2 ** 40 + index),
    ];
    for (const draw of series) {
      const bins = new Array<number>(50).fill(0);
      for (let index = 0; index < 50_000; index += 1) {
        const value = draw(index);
        expect(value >= 0 && value < 1).toBe(true);
        bins[Math.floor(value * 50)] = (bins[Math.floor(value * 50)] ?? 0) + 1;
      }
      // 49 degrees of freedom: 85.4 is one in a thousand.
      expect(chiSquare(bins, new Array<number>(50).fill(1000))).toBeLessThan(85.4);
    }
  });

  it('gives independent numbers for two salts of the same index', () => {
    const count = 50_000;
    let product = 0;
    for (let index = 0; index < count; index += 1) {
      product += (hashedUniform(9, index, 0) - 0.5) * (hashedUniform(9, index, 1) - 0.5);
    }
    // Correlation; its standard error is 1/√count.
    expect(Math.abs((12 * product) / count)).toBeLessThan(3.3 / Math.sqrt(count));
  });
});
