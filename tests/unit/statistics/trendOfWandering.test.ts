import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { trendOfWandering } from '../../../core/statistics/trendOfWandering.ts';

/** A minute, sampled every 100 ms. */
const count = 600;
const seconds = Float64Array.from({ length: count }, (_, index) => index / 10);

type Noise = (random: SeededRandom) => number[];

const independent: Noise = (random) => Array.from({ length: count }, () => random.normal());
const correlated =
  (kept: number): Noise =>
  (random) => {
    let value = random.normal() / Math.sqrt(1 - kept ** 2);
    return Array.from({ length: count }, () => (value = kept * value + random.normal()));
  };
const randomWalk: Noise = (random) => {
  let value = 0;
  return Array.from({ length: count }, () => (value += random.normal()));
};
/** So many steps up or down in a minute, as when an allocator asks for pages and gives some back. */
const staircase =
  (steps: number): Noise =>
  (random) => {
    let value = 0;
    return Array.from({ length: count }, () => {
      if (random.uniform() < steps / count) value += (random.uniform() < 0.5 ? -1 : 1) * (1 + random.uniform());
      return value;
    });
  };
/** What a garbage collector makes: up, and down at once, never twice after the same time. */
const saw: Noise = (random) => {
  let at = random.uniform() * 60;
  let past = 60;
  return Array.from({ length: count }, () => {
    at += 1;
    if (at >= past) {
      at = 0;
      past = 60 * (0.7 + 0.6 * random.uniform());
    }
    return (at / past) * 10 + 0.3 * random.normal();
  });
};
const sumOf =
  (one: Noise, other: Noise, factor: number): Noise =>
  (random) => {
    const added = other(random);
    return one(random).map((value, index) => value + factor * (added[index] ?? Number.NaN));
  };

/** Of so many series with a planted slope, the share of which the interval holds it. */
function heldShare(noise: Noise, slope: number, runs = 400): number {
  const random = new SeededRandom(7);
  let held = 0;
  for (let run = 0; run < runs; run += 1) {
    const values = Float64Array.from(noise(random), (value, index) => value + slope * (seconds[index] ?? Number.NaN));
    const trend = trendOfWandering(seconds, values);
    if ('absent' in trend) throw new Error(trend.absent);
    const [low, high] = trend.interval95;
    if (low <= slope && high >= slope) held += 1;
  }
  return held / runs;
}

describe('trendOfWandering', () => {
  it.for([
    ['independent noise', independent],
    ['noise of which 0.9 is kept', correlated(0.9)],
    ['noise of which 0.995 is kept', correlated(0.995)],
    ['a random walk', randomWalk],
    ['a random walk under fast noise', sumOf(randomWalk, independent, 30)],
    ['three steps a minute', staircase(3)],
    ['ten steps a minute', staircase(10)],
    ['a collector’s saw', saw],
    ['a saw upon a staircase', sumOf(saw, staircase(6), 2)],
  ] as const)('takes %s for no trend in 93 of 100, and holds one that is planted as often', ([_, noise]) => {
    expect(heldShare(noise, 0)).toBeGreaterThanOrEqual(0.93);
    expect(heldShare(noise, 5)).toBeGreaterThanOrEqual(0.93);
  });

  it('finds a trend that is larger than what the noise does', () => {
    const random = new SeededRandom(9);
    const values = saw(random).map((value, index) => value + (seconds[index] ?? Number.NaN));
    const trend = trendOfWandering(seconds, Float64Array.from(values));
    if ('absent' in trend) throw new Error(trend.absent);
    expect(trend.interval95[0]).toBeGreaterThan(0);
    expect(trend.slope).toBeGreaterThan(0.9);
    expect(trend.slope).toBeLessThan(1.1);
  });

  it('reads a line back, whatever the unit, and nothing of what does not move', () => {
    const line = trendOfWandering(
      seconds,
      seconds.map((second) => 7 + 3 * second),
    );
    expect(line).toMatchObject({ slope: expect.closeTo(3, 9) });
    expect(trendOfWandering(seconds, new Float64Array(count).fill(4096))).toEqual({ slope: 0, interval95: [0, 0] });
  });

  it('is absent of few values and where time stands still', () => {
    expect(trendOfWandering(new Float64Array(19), new Float64Array(19))).toEqual({ absent: '19 of 20 values' });
    expect(trendOfWandering(new Float64Array(30), new Float64Array(30))).toEqual({ absent: 'times stand still' });
    expect(() => trendOfWandering(new Float64Array(30), new Float64Array(29))).toThrow(/30 times and 29 values/);
  });
});
