import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { percentileAxis } from '../../../core/chart/axes.ts';
import { spreadLabels } from '../../../core/chart/lines.ts';
import { linearTicks, logRange, logTicks } from '../../../core/chart/ticks.ts';

describe('logTicks', () => {
  it('takes finer steps within one decade, 1-2-5 up to three, decades beyond', () => {
    expect(logTicks(30, 290)).toEqual([30, 50, 75, 100, 150, 200]);
    expect(logTicks(0.9, 120)).toEqual([1, 2, 5, 10, 20, 50, 100]);
    expect(logTicks(0.01, 5000)).toEqual([0.01, 0.1, 1, 10, 100, 1000]);
  });

  it('finds at least three values on a short axis', () => {
    expect(logTicks(44, 96)).toEqual([50, 60, 80]);
    expect(logTicks(49, 74)).toEqual([50, 55, 60, 65, 70]);
  });

  it('gives values free of rounding noise', () => {
    expect(logTicks(0.25, 0.8)).toEqual([0.3, 0.5, 0.75]);
    expect(logTicks(0.49, 0.74)).toEqual([0.5, 0.55, 0.6, 0.65, 0.7]);
  });

  it('has nothing to say about an empty or infinite range', () => {
    expect(logTicks(5, 5)).toEqual([]);
    expect(logTicks(0, 5)).toEqual([]);
    expect(logTicks(1, Number.POSITIVE_INFINITY)).toEqual([]);
  });
});

describe('logRange', () => {
  it('holds all values and passes over what cannot stand on the axis', () => {
    const range = logRange([20, 0, 200, Number.POSITIVE_INFINITY, Number.NaN]);
    expect(range?.low).toBeLessThan(20);
    expect(range?.low).toBeGreaterThan(18);
    expect(range?.high).toBeGreaterThan(200);
    expect(range?.high).toBeLessThan(220);
  });

  it('does not magnify a flat line into a cliff', () => {
    const range = logRange([5, 5.001]);
    expect(range && range.high / range.low).toBeCloseTo(1.5, 3);
  });

  it('is null without values', () => {
    expect(logRange([])).toBeNull();
    expect(logRange([0, -1])).toBeNull();
  });
});

describe('linearTicks', () => {
  it('starts at zero and ends at or above the maximum', () => {
    expect(linearTicks(618)).toEqual([0, 200, 400, 600, 800]);
    expect(linearTicks(500)).toEqual([0, 100, 200, 300, 400, 500]);
    expect(linearTicks(0.3)).toEqual([0, 0.1, 0.2, 0.3]);
  });

  it('covers any maximum with few steps', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e9, noNaN: true }), (high) => {
        const ticks = linearTicks(high);
        expect(ticks[0]).toBe(0);
        expect(ticks.at(-1)).toBeGreaterThanOrEqual(high * (1 - 1e-9));
        expect(ticks.length).toBeLessThanOrEqual(6);
        expect(ticks.length).toBeGreaterThanOrEqual(3);
      }),
    );
  });
});

describe('percentileAxis', () => {
  it('cuts at the floor of the samples and ends half a decade further', () => {
    const axis = percentileAxis(662);
    expect(axis.floor).toBeGreaterThanOrEqual(2);
    expect(axis.floor).toBeLessThan(2.01);
    expect(axis.end).toBeCloseTo(axis.floor + 0.5, 10);
    expect(axis.ticks.map((tick) => tick.label)).toEqual(['0', '50', '90', '95', '99']);
  });

  it('still shows p50 and p90 when the samples carry nothing', () => {
    const axis = percentileAxis(1);
    expect(axis.floor).toBeCloseTo(0, 12);
    expect(axis.ticks.map((tick) => tick.label)).toEqual(['0', '50', '90', '95']);
  });
});

describe('spreadLabels', () => {
  it('leaves labels alone that do not touch', () => {
    expect(spreadLabels([10, 60, 30], 12, 0, 100)).toEqual([10, 60, 30]);
  });

  it('moves touching labels apart around their middle', () => {
    expect(spreadLabels([50, 52], 12, 0, 100)).toEqual([45, 57]);
  });

  it('keeps the order, the gap and the bounds', () => {
    fc.assert(
      fc.property(fc.array(fc.double({ min: 0, max: 100, noNaN: true }), { minLength: 1, maxLength: 6 }), (places) => {
        const spread = spreadLabels(places, 12, 0, 100);
        const sorted = [...spread].sort((a, b) => a - b);
        sorted.forEach((place, index) => {
          expect(place).toBeGreaterThanOrEqual(-1e-9);
          expect(place).toBeLessThanOrEqual(100 + 1e-9);
          if (index > 0) expect(place - (sorted[index - 1] ?? 0)).toBeGreaterThanOrEqual(12 - 1e-9);
        });
        for (let a = 0; a < places.length; a += 1) {
          for (let b = 0; b < places.length; b += 1) {
            if ((places[a] ?? 0) < (places[b] ?? 0)) expect(spread[a]).toBeLessThan(spread[b] ?? 0);
          }
        }
      }),
    );
  });
});
