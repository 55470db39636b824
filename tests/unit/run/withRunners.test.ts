import { describe, expect, it } from 'vitest';
import { mostRunners, withRunners } from '../../../main/run/execution/withRunners.ts';
import { dummyStep } from '../runner/plannedSteps.ts';

const limits = { ceilingPerSecond: 10_000, floorMs: 0.1 };
const atRate = (ratePerSecond: number, more: object = {}) =>
  dummyStep({ load: { loop: 'open', ratePerSecond, arrival: 'constant', maxInFlight: 1000, ...more } });

describe('withRunners', () => {
  it.each([
    [5000, undefined],
    [5001, 2],
    [14_999, 3],
    [100_000, 7],
  ])('gives a rate of %d/s the processes that keep each below half of its ceiling: %s', (rate, runners) => {
    expect(withRunners(atRate(rate), limits, 7).load.runners).toBe(runners);
  });

  it('looks at the highest rate of a load with phases, and not at its mean', () => {
    const phases = [
      { name: 'ramp', durationSeconds: 1, ratePerSecond: 100, toRatePerSecond: 12_000 },
      { name: 'recovery', durationSeconds: 9, ratePerSecond: 100 },
    ];
    expect(withRunners(atRate(700, { phases }), limits, 7).load.runners).toBe(3);
  });

  it('leaves alone what was asked for, closed loops, and clients that were never calibrated', () => {
    expect(withRunners(atRate(100_000, { runners: 1 }), limits, 7).load.runners).toBe(1);
    expect(withRunners(dummyStep(), limits, 7)).toEqual(dummyStep());
    expect(withRunners(atRate(100_000), undefined, 7).load.runners).toBeUndefined();
  });

  it('keeps one core for everything else', () => {
    expect([1, 2, 16].map((cores) => mostRunners(cores))).toEqual([1, 1, 15]);
  });
});
