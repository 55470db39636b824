import { describe, expect, it } from 'vitest';
import { SlidingRate } from '../../../main/telemetry/system/ProcessTree.ts';

describe('SlidingRate', () => {
  it('has no rate from one point', () => {
    expect(new SlidingRate().add(0, 10)).toBeUndefined();
  });

  it('is the growth over the whole window, so that a counter of coarse ticks gives a smooth rate', () => {
    const rate = new SlidingRate(500);
    // 60 % of a core in ticks of 10 ms: between two samples it is 5 or 7 ticks, over the window it is 30 or so.
    const rates = Array.from({ length: 40 }, (_, index) => rate.add(index * 100, Math.floor(index * 6.4))).slice(6);
    for (const value of rates) expect(Math.abs((value ?? 0) - 0.064)).toBeLessThanOrEqual(0.002);
  });

  it('forgets what lies before the window', () => {
    const rate = new SlidingRate(500);
    for (let atMs = 0; atMs <= 1000; atMs += 100) rate.add(atMs, atMs);
    const flat = Array.from({ length: 6 }, (_, index) => rate.add(1100 + index * 100, 1000));
    expect(flat.at(-1)).toBe(0);
  });
});
