import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { stalledUntil } from '../../../main/serve/null/DelayLine.ts';

describe('stalledUntil', () => {
  const stall = { everyMs: 10_000, forMs: 1000 };

  it.each([
    [0, 0],
    [8999.9, 8999.9],
    [9000, 10_000],
    [9999, 10_000],
    [10_000, 10_000],
    [19_500, 20_000],
  ])('what is due at %d ms is done at %d ms', (dueMs, doneMs) => {
    expect(stalledUntil(dueMs, stall)).toBeCloseTo(doneMs, 6);
  });

  it('never changes the order, and never does anything early or in a stall', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 1e6 }), (first, second) => {
        const [a, b] = [first, second].map((dueMs) => stalledUntil(dueMs, stall)) as [number, number];
        if (first <= second) expect(a).toBeLessThanOrEqual(b);
        expect(a).toBeGreaterThanOrEqual(first);
        expect(a % stall.everyMs).toBeLessThan(stall.everyMs - stall.forMs);
      }),
    );
  });
});
