import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { fitSaturation, type OfferedWindow } from '../../../core/statistics/saturation.ts';

/** A ramp from 10 to 100 per second in 50 s, and a peak of 10 s, cut into 60 windows of which each is offered as much. */
function windowsOf(completedIn: (window: Omit<OfferedWindow, 'completed'>) => number): OfferedWindow[] {
  const rampOffers = 55 * 50;
  const each = (rampOffers + 100 * 10) / 60;
  const secondOf = (count: number): number =>
    count >= rampOffers ? 50 + (count - rampOffers) / 100 : (-10 + Math.sqrt(100 + 3.6 * count)) / 1.8;
  const at = (second: number): number => Math.min(100, 10 + 1.8 * second);
  return Array.from({ length: 60 }, (_, index) => {
    const [from, to] = [secondOf(index * each), secondOf((index + 1) * each)];
    const window = { fromPerSecond: at(from), toPerSecond: at(to), seconds: to - from };
    return { ...window, completed: completedIn(window) };
  });
}

const offered = ({ fromPerSecond, toPerSecond, seconds }: Omit<OfferedWindow, 'completed'>): number =>
  ((fromPerSecond + toPerSecond) / 2) * seconds;

/** A Poisson draw of large mean, near enough. */
function noisy(random: SeededRandom, mean: number): number {
  return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
}

describe('the limit of what is completed under a rising load', () => {
  it('comes out exactly where nothing is left to chance', () => {
    const fit = fitSaturation(windowsOf((window) => Math.min(offered(window), 55 * window.seconds)));
    expect(fit?.capacityPerSecond).toBeCloseTo(55, 1);
  });

  it('none where all is completed', () => {
    expect(fitSaturation(windowsOf(offered))).toBeUndefined();
  });

  it('none where a growing latency leaves the same share under way as long as the load rises', () => {
    expect(
      fitSaturation(windowsOf((window) => (window.fromPerSecond < 100 ? 0.9 : 1) * offered(window))),
    ).toBeUndefined();
  });

  it('none of fewer than ten windows', () => {
    const few = windowsOf((window) => Math.min(offered(window), 20 * window.seconds)).slice(0, 9);
    expect(fitSaturation(few)).toBeUndefined();
  });

  it('lies below the first window where the load was too much from the beginning', () => {
    expect(fitSaturation(windowsOf(({ seconds }) => 6 * seconds))?.capacityPerSecond).toBeCloseTo(6, 2);
  });

  it('is found in at most 1 % of loads that were all completed', () => {
    const random = new SeededRandom(17);
    let alarms = 0;
    for (let run = 0; run < 1000; run += 1) {
      if (fitSaturation(windowsOf((window) => noisy(random, offered(window)))) !== undefined) alarms += 1;
    }
    expect(alarms).toBeLessThanOrEqual(10);
  });

  it.each([25, 55, 80])('of %d/s is found under noise, and its interval holds it in 19 of 20 loads', (capacity) => {
    const random = new SeededRandom(19);
    let found = 0;
    let held = 0;
    for (let run = 0; run < 300; run += 1) {
      const fit = fitSaturation(
        windowsOf((window) => noisy(random, Math.min(offered(window), capacity * window.seconds))),
      );
      if (fit === undefined) continue;
      found += 1;
      if (fit.interval95[0] <= capacity && capacity <= fit.interval95[1]) held += 1;
    }
    expect(found).toBeGreaterThan(290);
    expect(held / found).toBeGreaterThan(0.92);
  });
});
