import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';

const MASK_32 = 0xffffffffn;
const MASK_64 = (1n << 64n) - 1n;

/** A second implementation in big integers, straight from the published definitions. */
function xoshiroOutputs(state: bigint[], count: number): number[] {
  let [a = 0n, b = 0n, c = 0n, d = 0n] = state;
  const rotate = (x: bigint, by: bigint) => ((x << by) | (x >> (32n - by))) & MASK_32;
  return Array.from({ length: count }, () => {
    const result = (rotate((b * 5n) & MASK_32, 7n) * 9n) & MASK_32;
    const shifted = (b << 9n) & MASK_32;
    c ^= a;
    d ^= b;
    b ^= c;
    a ^= d;
    c ^= shifted;
    d = rotate(d, 11n);
    return Number(result);
  });
}

function splitMix64(seed: bigint, count: number): bigint[] {
  return Array.from({ length: count }, (_, index) => {
    let z = (seed + 0x9e3779b97f4a7c15n * BigInt(index + 1)) & MASK_64;
    z = ((z ^ (z >> 30n)) * 0xbf58476d1ce4e5b9n) & MASK_64;
    z = ((z ^ (z >> 27n)) * 0x94d049bb133111ebn) & MASK_64;
    return z ^ (z >> 31n);
  });
}

function expectedOutputs(seed: number, count: number): number[] {
  const words = splitMix64(BigInt(seed), 2).flatMap((word) => [word & MASK_32, word >> 32n]);
  return xoshiroOutputs(words, count);
}

describe('the second implementation', () => {
  it('gives the published values of xoshiro128** 1.1 for the state 1, 2, 3, 4', () => {
    expect(xoshiroOutputs([1n, 2n, 3n, 4n], 10)).toEqual([
      11520, 0, 5927040, 70819200, 2031721883, 1637235492, 1287239034, 3734860849, 3729100597, 4258142804,
    ]);
  });

  it('gives the published values of splitmix64 for the seed 1234567', () => {
    expect(splitMix64(1234567n, 5)).toEqual([
      6457827717110365317n,
      3203168211198807973n,
      9817491932198370423n,
      4593380528125082431n,
      16408922859458223821n,
    ]);
  });
});

describe('SeededRandom', () => {
  it('agrees with the second implementation for any seed', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: Number.MAX_SAFE_INTEGER }), (seed) => {
        const random = new SeededRandom(seed);
        expect(Array.from({ length: 50 }, () => random.uint32())).toEqual(expectedOutputs(seed, 50));
      }),
      { numRuns: 50 },
    );
  });

  it.each([-1, 0.5, Number.NaN, 2 ** 53])('refuses the seed %s and says what to give', (seed) => {
    expect(() => new SeededRandom(seed)).toThrow(/seed is .*give a whole number/);
  });

  it('draws uniform numbers in [0, 1) with the right mean and variance', () => {
    const random = new SeededRandom(7);
    const draws = Array.from({ length: 100_000 }, () => random.uniform());
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / draws.length;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / draws.length;
    expect(draws.every((draw) => draw >= 0 && draw < 1)).toBe(true);
    // Four standard errors: sqrt(1/12/n) and about sqrt(1/180/n).
    expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / draws.length));
    expect(Math.abs(variance - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / draws.length));
  });

  it('uses all 53 bits of a double', () => {
    const random = new SeededRandom(3);
    const lowestBits = Array.from({ length: 200 }, () => (random.uniform() * 2 ** 53) % 2);
    expect(new Set(lowestBits)).toEqual(new Set([0, 1]));
  });

  it('draws each integer below the bound equally often (chi-squared, 6 degrees of freedom, 0.1 %)', () => {
    const random = new SeededRandom(11);
    const counts = new Array<number>(7).fill(0);
    for (let draw = 0; draw < 70_000; draw += 1) {
      const value = random.integer(7);
      counts[value] = (counts[value] ?? 0) + 1;
    }
    const chiSquared = counts.reduce((sum, count) => sum + (count - 10_000) ** 2 / 10_000, 0);
    expect(chiSquared).toBeLessThan(22.46);
  });

  it.each([0, 1.5, 2 ** 32 + 1])('refuses the bound %s', (bound) => {
    expect(() => new SeededRandom(1).integer(bound)).toThrow(/bound is/);
  });

  it('draws exponential gaps whose distribution is 1 − exp(−x/mean) (Kolmogorov–Smirnov, 0.1 %)', () => {
    const random = new SeededRandom(5);
    const count = 20_000;
    const draws = Array.from({ length: count }, () => random.exponential(40)).sort((a, b) => a - b);
    const distance = Math.max(
      ...draws.map((draw, index) => {
        const expected = 1 - Math.exp(-draw / 40);
        return Math.max(Math.abs((index + 1) / count - expected), Math.abs(index / count - expected));
      }),
    );
    expect(distance).toBeLessThan(1.95 / Math.sqrt(count));
    expect(() => random.exponential(0)).toThrow(/mean is 0/);
  });

  it('draws normals with the mean, deviation and tails of a standard normal', () => {
    const random = new SeededRandom(9);
    const count = 100_000;
    const draws = Array.from({ length: count }, () => random.normal());
    const mean = draws.reduce((sum, draw) => sum + draw, 0) / count;
    const variance = draws.reduce((sum, draw) => sum + (draw - mean) ** 2, 0) / count;
    const beyondTwo = draws.filter((draw) => Math.abs(draw) > 2).length / count;
    expect(Math.abs(mean)).toBeLessThan(4 / Math.sqrt(count));
    expect(Math.abs(variance - 1)).toBeLessThan(4 * Math.sqrt(2 / count));
    expect(Math.abs(beyondTwo - 0.0455)).toBeLessThan(4 * Math.sqrt((0.0455 * 0.9545) / count));
  });

  it('repeats itself for the same seed and differs for the next one', () => {
    const draw = (seed: number) => {
      const random = new SeededRandom(seed);
      return [random.uniform(), random.normal(), random.normal(), random.exponential(1), random.integer(1000)];
    };
    expect(draw(42)).toEqual(draw(42));
    expect(draw(42)).not.toEqual(draw(43));
  });
});
