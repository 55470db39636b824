import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { growScale, niceScale, timeTicks } from '../../../../renderer/charts/scales.ts';
import { isolatedPoints, thinToPixels } from '../../../../renderer/charts/time/trackOption.ts';

describe('niceScale', () => {
  it('holds the highest value in 1-2-5 steps', () => {
    expect(niceScale(163, 4)).toEqual({ maximum: 200, step: 50 });
    expect(niceScale(0.31, 2)).toEqual({ maximum: 0.4, step: 0.2 });
    expect(niceScale(100, 2)).toEqual({ maximum: 100, step: 50 });
    expect(niceScale(0, 4)).toEqual({ maximum: 1, step: 1 });
  });

  it('always holds the value and never more than the asked parts', () => {
    fc.assert(
      fc.property(fc.double({ min: 1e-6, max: 1e12, noNaN: true }), fc.integer({ min: 1, max: 8 }), (value, parts) => {
        const scale = niceScale(value, parts);
        expect(scale.maximum).toBeGreaterThanOrEqual(value * (1 - 1e-6));
        expect(scale.maximum / scale.step).toBeLessThanOrEqual(parts + 1e-6);
      }),
    );
  });

  it('grows and never shrinks', () => {
    const first = growScale(undefined, 90, 4);
    expect(growScale(first, 20, 4)).toBe(first);
    expect(growScale(first, 101, 4).maximum).toBe(150);
  });
});

describe('timeTicks', () => {
  it('steps in whole clock units', () => {
    expect(timeTicks(140, 8)).toEqual([0, 20, 40, 60, 80, 100, 120, 140]);
    expect(timeTicks(7200, 6)).toEqual([0, 1200, 2400, 3600, 4800, 6000, 7200]);
    expect(timeTicks(12, 8)).toEqual([0, 2, 4, 6, 8, 10, 12]);
  });
});

describe('thinToPixels', () => {
  it('passes a short series on whole', () => {
    expect([...thinToPixels([0, 1], [5, Number.NaN], 2, 0, 1, 10)]).toEqual([0, 5, 1, Number.NaN]);
  });

  it('keeps every extreme and every gap of its column, at most three points each', () => {
    const pixels = 7;
    fc.assert(
      fc.property(
        fc.array(fc.oneof(fc.double({ min: -1e6, max: 1e6, noNaN: true }), fc.constant(Number.NaN)), {
          minLength: pixels * 2 + 1,
          maxLength: 400,
        }),
        (values) => {
          const x = values.map((_, index) => index);
          const flat = thinToPixels(x, values, values.length, 0, values.length, pixels);
          expect(flat.length / 2).toBeLessThanOrEqual(pixels * 3);
          const kept = [...flat].filter((_, index) => index % 2 === 1);
          const measured = values.filter((value) => !Number.isNaN(value));
          if (measured.length > 0) {
            expect(kept).toContain(Math.max(...measured));
            expect(kept).toContain(Math.min(...measured));
          }
          expect(kept.some(Number.isNaN)).toBe(values.some(Number.isNaN));
          const positions = [...flat].filter((_, index) => index % 2 === 0);
          expect(positions).toEqual([...positions].sort((a, b) => a - b));
        },
      ),
    );
  });
});

describe('isolatedPoints', () => {
  it('finds what a line would not show', () => {
    const flat = Float64Array.from([0, 1, 1, Number.NaN, 2, 3, 3, Number.NaN, 4, 5, 5, 6]);
    expect([...isolatedPoints(flat)]).toEqual([0, 1, 2, 3]);
  });
});
