import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { exceedanceTail } from '../../../core/statistics/changePoints.ts';

/** By counting: every way in which the fresh values can lie among the base ones is as likely. */
function byCounting(above: number, fresh: number, rank: number, base: number): number {
  let ways = 0;
  let wanted = 0;
  for (let places = 0; places < 2 ** (fresh + base); places += 1) {
    const isFresh = Array.from({ length: fresh + base }, (_, bit) => ((places >> bit) & 1) === 1);
    if (isFresh.filter(Boolean).length !== fresh) continue;
    ways += 1;
    let seen = 0;
    const at = isFresh.findIndex((one) => {
      seen += one ? 0 : 1;
      return seen === rank;
    });
    if (isFresh.slice(at).filter(Boolean).length >= above) wanted += 1;
  }
  return wanted / ways;
}

describe('the chance that values lie above an order statistic of earlier ones', () => {
  it('one fresh value above the largest of nine', () => {
    expect(exceedanceTail(1, 1, 9, 9)).toBeCloseTo(0.1, 12);
  });

  it('is what counting all orders gives', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 6 }),
        fc.integer({ min: 1, max: 6 }),
        fc.nat(),
        fc.nat(),
        (fresh, base, a, b) => {
          const above = a % (fresh + 1);
          const rank = 1 + (b % base);
          expect(exceedanceTail(above, fresh, rank, base)).toBeCloseTo(byCounting(above, fresh, rank, base), 10);
        },
      ),
    );
  });

  it('comes close to the binomial where the base is large', () => {
    // P(Binomial(100, 0.05) ≥ 11) = 0.01147.
    expect(exceedanceTail(11, 100, 950_000, 1_000_000)).toBeCloseTo(0.01147, 4);
  });

  it('names what makes no sense', () => {
    expect(() => exceedanceTail(3, 2, 1, 5)).toThrow('above is 3; give a whole number from 0 to 2');
    expect(() => exceedanceTail(1, 2, 6, 5)).toThrow('rank is 6; give a whole number from 1 to 5');
  });
});
