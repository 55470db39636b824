import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type CompletedRequests, completionBlocks, stabilityScore } from '../../../core/statistics/completionBlocks.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import {
  mserTruncation,
  type SteadyState,
  steadyState,
  windowVariation,
} from '../../../core/statistics/steadyState.ts';
import { theilSenSlope } from '../../../core/statistics/theilSenSlope.ts';

/** Standard normal draws by Box and Muller. */
function normals(seed: number, count: number): Float64Array {
  const random = new SeededRandom(seed);
  return Float64Array.from({ length: count }, () => {
    const radius = Math.sqrt(2 * random.exponential(1));
    return radius * Math.cos(2 * Math.PI * (random.uint32() / 2 ** 32));
  });
}

/** Requests that end every 10 ms, whose latency is a function of their number and of noise. */
function requests(count: number, latencyMs: (index: number, noise: number) => number, seed = 1): CompletedRequests {
  const noise = normals(seed, count);
  return {
    firstStartMs: 1000,
    lastStartMs: 1000 + 10 * count,
    endsMs: Float64Array.from({ length: count }, (_, index) => 1000 + 10 * (index + 1)),
    latenciesMs: noise.map((each, index) => latencyMs(index, each)),
  };
}

function judged(given: CompletedRequests): SteadyState {
  const blocks = completionBlocks(given);
  if ('absent' in blocks) throw new Error(blocks.absent);
  return steadyState(blocks);
}

describe('theilSenSlope', () => {
  it('is the slope of a line, to the digit, with an interval of nothing', () => {
    const times = Float64Array.from({ length: 50 }, (_, index) => index);
    const trend = theilSenSlope(
      times,
      times.map((time) => 3 + 0.25 * time),
    );
    expect(trend).toEqual({ slope: 0.25, interval95: [0.25, 0.25] });
  });

  it('is not moved by a fifth of wild values', () => {
    const times = Float64Array.from({ length: 100 }, (_, index) => index);
    const values = times.map((time) => (time % 5 === 0 ? 1e6 : 2 * time));
    const trend = theilSenSlope(times, values);
    if ('absent' in trend) throw new Error(trend.absent);
    expect(trend.slope).toBeCloseTo(2, 6);
  });

  it('equals the median of all slopes, computed the plain way', () => {
    const values = fc.array(fc.double({ min: -1e3, max: 1e3, noNaN: true }), { minLength: 10, maxLength: 40 });
    fc.assert(
      fc.property(values, (array) => {
        const trend = theilSenSlope(
          Float64Array.from(array, (_, index) => index),
          Float64Array.from(array),
        );
        if ('absent' in trend) throw new Error(trend.absent);
        const slopes = array.flatMap((value, at) =>
          array.slice(0, at).map((other, from) => (value - other) / (at - from)),
        );
        slopes.sort((a, b) => a - b);
        // The nearest rank of the half, as every percentile here.
        expect(trend.slope).toBeCloseTo(slopes[Math.ceil(slopes.length / 2) - 1] as number, 9);
        expect(trend.interval95[0]).toBeLessThanOrEqual(trend.slope);
        expect(trend.interval95[1]).toBeGreaterThanOrEqual(trend.slope);
      }),
    );
  });

  it.each([0, 0.6])('has an interval that holds the true slope about as often as it says, at correlation %d', (r) => {
    let held = 0;
    const times = Float64Array.from({ length: 120 }, (_, index) => index);
    for (let run = 0; run < 300; run += 1) {
      let last = 0;
      const values = normals(run + 1, 120).map((noise, index) => {
        last = r * last + noise;
        return 0.05 * index + last;
      });
      const trend = theilSenSlope(times, values);
      if ('absent' in trend) throw new Error(trend.absent);
      if (trend.interval95[0] <= 0.05 && trend.interval95[1] >= 0.05) held += 1;
    }
    expect(held / 300).toBeGreaterThan(0.9);
  });

  it('says why there is none', () => {
    expect(theilSenSlope(new Float64Array(9), new Float64Array(9))).toEqual({ absent: '9 of 10 points' });
    expect(theilSenSlope(new Float64Array(20), new Float64Array(20))).toEqual({
      absent: 'all points lie at one instant',
    });
    expect(() => theilSenSlope(new Float64Array(20), new Float64Array(19))).toThrow(RangeError);
  });
});

describe('windowVariation', () => {
  it('finds nothing in noise and in equal values, and what was planted between windows', () => {
    expect(windowVariation(new Float64Array(100).fill(5))).toBe(0);
    expect(windowVariation(normals(1, 1000).map((noise) => 100 + 30 * noise))).toBe(0);
    // Half of the windows 10 % higher, half 10 % lower: a deviation of 10 % of the mean (of ten windows, 10.5 %).
    const planted = Float64Array.from({ length: 100 }, (_, index) => (index < 50 ? 110 : 90));
    expect(windowVariation(planted)).toBeCloseTo(0.1 * Math.sqrt(10 / 9), 9);
  });

  it('raises no alarm on noise, independent or alike between neighbours, in 97 of 100 runs', () => {
    for (const correlation of [0, 0.4]) {
      let alarms = 0;
      for (let seed = 1; seed <= 200; seed += 1) {
        let last = 0;
        const values = normals(seed, 100).map((noise) => {
          last = correlation * last + noise;
          return 100 + 20 * last;
        });
        if (windowVariation(values) > 0) alarms += 1;
      }
      expect(alarms).toBeLessThanOrEqual(6);
    }
  });

  it('refuses fewer blocks than it can compare', () => {
    expect(() => windowVariation(new Float64Array(49))).toThrow('there are 49 blocks; give at least 50');
    expect(windowVariation(new Float64Array(50))).toBe(0);
  });
});

describe('mserTruncation', () => {
  it('cuts a transient at its end, and nothing of a constant', () => {
    expect(mserTruncation(new Float64Array(100).fill(7))).toBe(0);
    expect(mserTruncation(Float64Array.from({ length: 100 }, (_, index) => (index < 15 ? 50 : 10)))).toBe(15);
  });

  it('minimises the standard error of the rest, as the plain sums say', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 1000 }), { minLength: 20, maxLength: 60 }), (values) => {
        const errorFrom = (first: number): number => {
          const rest = values.slice(first);
          const mean = rest.reduce((sum, value) => sum + value, 0) / rest.length;
          return rest.reduce((sum, value) => sum + (value - mean) ** 2, 0) / rest.length ** 2;
        };
        const most = Math.floor(values.length / 2);
        const errors = Array.from({ length: most + 1 }, (_, first) => errorFrom(first));
        const cut = mserTruncation(Float64Array.from(values));
        const least = Math.min(...errors);
        if (cut > 0) expect(errors[cut]).toBeCloseTo(least, 6);
        // Nothing is cut where the best place is the first, or so late that nothing settles.
        else
          expect(
            errors.findIndex((error) => error <= least + 1e-6) === 0 ||
              errors.lastIndexOf(least) > 0.9 * most ||
              errors.findIndex((error) => error <= least + 1e-6) > 0.9 * most,
          ).toBe(true);
      }),
    );
  });
});

describe('completionBlocks', () => {
  it('leaves out the edges, and tells the median and the rate of each hundredth', () => {
    // One in flight, 10 ms each: the first completion starts the clock.
    const endsMs = Float64Array.from({ length: 1001 }, (_, index) => 10 * (index + 1));
    const blocks = completionBlocks({
      endsMs,
      latenciesMs: new Float64Array(1001).fill(10),
      firstStartMs: 0,
      lastStartMs: 10_010,
    });
    if ('absent' in blocks) throw new Error(blocks.absent);
    expect(blocks.requests).toBe(1000);
    expect(blocks.fromMs).toBe(10);
    expect(new Set(blocks.gapMs)).toEqual(new Set([10]));
    expect(new Set(blocks.medianLatencyMs)).toEqual(new Set([10]));
    expect(blocks.endsMs[99]).toBe(10_010);
  });

  it('says how many completions are missing', () => {
    const given = {
      endsMs: new Float64Array(100),
      latenciesMs: new Float64Array(100),
      firstStartMs: 0,
      lastStartMs: 1,
    };
    expect(completionBlocks(given)).toEqual({ absent: '100 of 101 requests' });
    const late = Float64Array.from({ length: 150 }, (_, index) => index * 10);
    const outcome = completionBlocks({
      endsMs: late,
      latenciesMs: new Float64Array(150).fill(1),
      firstStartMs: 0,
      lastStartMs: 500,
    });
    expect(outcome).toEqual({ absent: '50 of 101 requests between the edges of the measurement' });
  });
});

describe('steadyState', () => {
  it('is steady where throughput and latency are', () => {
    const { latency, throughput, transientShare } = judged(requests(3000, (_, noise) => 50 + 5 * noise));
    expect([latency.variation, throughput.variation, transientShare]).toEqual([0, 0, 0]);
    expect(Math.abs(latency.drift)).toBeLessThan(0.02);
    expect(throughput.drift).toBeCloseTo(0, 9);
  });

  it('leaves out a transient, and tells how long it was', () => {
    const { transientShare, transientMs, latency } = judged(
      requests(3000, (index, noise) => (index < 405 ? 200 : 50) + noise),
    );
    expect(transientShare).toBeCloseTo(0.135, 1);
    expect(transientMs).toBeGreaterThan(3700);
    expect(transientMs).toBeLessThan(4400);
    expect(latency.variation).toBe(0);
  });

  it('sees a drift for what it is, and finds no transient in it', () => {
    for (let seed = 1; seed <= 20; seed += 1) {
      const { latency, transientShare } = judged(requests(3000, (index, noise) => 50 + index / 100 + 3 * noise, seed));
      expect(transientShare).toBe(0);
      // From 50 to 80 ms around a median of 65: 46 %.
      expect(latency.drift).toBeGreaterThan(0.4);
      expect(latency.drift).toBeLessThan(0.52);
    }
  });

  it('sees on latency what throughput does not show: a queue that grows completes at a constant rate', () => {
    const { latency, throughput } = judged(requests(2000, (index) => 10 + index));
    expect(throughput.drift).toBeCloseTo(0, 9);
    expect(latency.driftInterval95[0]).toBeGreaterThan(1);
  });

  it('sees a rate that falls, with latency as it was', () => {
    const steady = requests(2000, (_, noise) => 50 + noise);
    let atMs = 1000;
    const endsMs = steady.endsMs.map((_, index) => {
      atMs += 10 + index / 100;
      return atMs;
    });
    const { throughput } = judged({ ...steady, endsMs, lastStartMs: atMs });
    expect(throughput.drift).toBeLessThan(-0.5);
    expect(throughput.driftInterval95[1]).toBeLessThan(-0.5);
  });
});

describe('stabilityScore', () => {
  const calm = { throughputVariation: 0, latencyVariation: 0, drift: 0, errorRate: 0 };

  it('is 100 where all is well, and nothing where one thing is all wrong', () => {
    expect(stabilityScore(calm)).toBe(100);
    for (const wrong of [
      { throughputVariation: 0.25 },
      { latencyVariation: 0.5 },
      { drift: -0.5 },
      { errorRate: 0.05 },
    ]) {
      expect(stabilityScore({ ...calm, ...wrong })).toBe(0);
    }
  });

  it('multiplies what is left of each', () => {
    expect(
      stabilityScore({ throughputVariation: 0.025, latencyVariation: 0.05, drift: 0.05, errorRate: 0.005 }),
    ).toBeCloseTo(100 * 0.9 ** 4, 9);
  });
});
