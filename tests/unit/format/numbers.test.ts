import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  columnDecimals,
  decimalsFor,
  formatCount,
  formatEstimatedCount,
  formatFixed,
  formatHeadlinePercent,
  formatPercent,
  groupThousands,
} from '../../../core/format/numbers.ts';
import { formatRatio } from '../../../core/format/quantities.ts';
import type { Interval } from '../../../core/statistics/Interval.ts';
import { plainSpaces } from './plainSpaces.ts';

const infinite = Number.POSITIVE_INFINITY;

describe('decimalsFor', () => {
  it('follows the half-width of the interval', () => {
    const cases: [number, Interval, number][] = [
      [12.4, [12.1, 12.8], 1],
      [110, [108, 113], 0],
      [469, [465, 474], 0],
      [98.3, [97.0, 99.8], 1],
      [128, [119, 139], 0],
      [240.4, [239.1, 241.6], 1],
      [41.6, [41.4, 41.8], 1],
      [104, [98, 112], 0],
      [1234.5, [900, 1600], 0],
      [0.512, [0.508, 0.517], 3],
    ];
    for (const [value, interval, decimals] of cases) expect(decimalsFor(value, interval), `${value}`).toBe(decimals);
  });

  it('equals the rule, clamp(−⌊log10(h/2)⌋, 0, max(1, 2 − ⌊log10 |v|⌋)), away from the edges of its steps', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 1e-4, max: 1e6, noNaN: true }),
        fc.double({ min: 1e-6, max: 2, noNaN: true }),
        (value, width) => {
          const half = value * width;
          const byRule = Math.min(
            Math.max(-Math.floor(Math.log10(half / 2)), 0),
            Math.max(1, 2 - Math.floor(Math.log10(Math.abs(value)))),
          );
          fc.pre(Math.abs(Math.log10(half / 2) - Math.round(Math.log10(half / 2))) > 1e-6);
          fc.pre(Math.abs(Math.log10(value) - Math.round(Math.log10(value))) > 1e-6);
          expect(decimalsFor(value, [value - half, value + half])).toBe(byRule);
        },
      ),
    );
  });

  it('does not gain a decimal by rounding errors in the interval', () => {
    // 130.2 − 126.2 is 3.999999999999986; its quarter is 1 and asks for no decimal.
    expect(130.2 - 126.2).toBeLessThan(4);
    expect(decimalsFor(128, [126.2, 130.2])).toBe(0);
    expect(decimalsFor(110, [108, 112])).toBe(0);
  });

  it('shows three significant digits without an interval', () => {
    const cases: [number, number][] = [
      [5.73, 2],
      [24.6, 1],
      [469.4, 0],
      [0.0512, 4],
      [9.996, 1],
      [99.96, 0],
      [0, 0],
      [123_456, 0],
    ];
    for (const [value, decimals] of cases) expect(decimalsFor(value), `${value}`).toBe(decimals);
  });

  it('counts the lower half of an interval without an upper end, and the lower end of a value without one', () => {
    expect(decimalsFor(12.4, [12.1, infinite])).toBe(1);
    expect(decimalsFor(infinite, [12.1, infinite])).toBe(1);
    expect(decimalsFor(infinite)).toBe(0);
    expect(decimalsFor(infinite, [infinite, infinite])).toBe(0);
    expect(decimalsFor(0, [0, 0])).toBe(0);
    expect(decimalsFor(5.73, [5.73, 5.73])).toBe(2);
  });
});

describe('columnDecimals', () => {
  it('is that of the most precise row', () => {
    expect(
      columnDecimals([
        { value: 12.4, interval: [12.1, 12.8] },
        { value: 43, interval: [32, 55] },
      ]),
    ).toBe(1);
    expect(columnDecimals([{ value: 24.6 }, { value: 48.3 }, { value: 469.4 }])).toBe(1);
  });

  it('is at most one when a row reaches 100, and none for no rows', () => {
    expect(columnDecimals([{ value: 8.46 }, { value: 469.4 }])).toBe(1);
    expect(columnDecimals([{ value: 8.46 }, { value: infinite }])).toBe(2);
    expect(columnDecimals([])).toBe(0);
  });
});

describe('groupThousands', () => {
  it('starts with five digits and uses a narrow no-break space, never a comma', () => {
    expect(groupThousands('8940')).toBe('8940');
    expect(groupThousands('41200')).toBe('41\u202f200');
    expect(groupThousands('1204331')).toBe('1\u202f204\u202f331');
    expect(groupThousands('12345.67')).toBe('12\u202f345.67');
    expect(groupThousands('1234.56789')).toBe('1234.56789');
  });
});

describe('formatFixed', () => {
  it('uses a real minus sign and ∞', () => {
    expect(formatFixed(-7.94, 1)).toBe('\u22127.9');
    expect(formatFixed(infinite, 1)).toBe('∞');
    expect(formatFixed(-infinite, 1)).toBe('\u2212∞');
  });

  it('shows 0 only for what was measured as 0', () => {
    expect(formatFixed(0, 0)).toBe('0');
    expect(formatFixed(-0, 1)).toBe('0.0');
    expect(formatFixed(0.04, 1)).toBe('<\u00a00.1');
    expect(formatFixed(-0.04, 1)).toBe('>\u00a0\u22120.1');
    expect(formatFixed(0.3, 0)).toBe('<\u00a01');
    expect(formatFixed(0.05, 1)).toBe('0.1');
    fc.assert(
      fc.property(
        fc.double({ noNaN: true, noDefaultInfinity: true, min: -1e15, max: 1e15 }),
        fc.integer({ min: 0, max: 4 }),
        (value, decimals) => {
          const text = plainSpaces(formatFixed(value, decimals));
          if (/^[\u22120.]+$/.test(text)) expect(value).toBeCloseTo(0, 30);
          expect(text).not.toContain('-');
        },
      ),
    );
  });

  it('refuses NaN', () => {
    expect(() => formatFixed(Number.NaN, 1)).toThrow(/say why it is absent/);
  });
});

describe('percentages', () => {
  it('have one decimal below 10 and none from there on', () => {
    const cases: [number, string][] = [
      [0.4, '0.4 %'],
      [0.6, '0.6 %'],
      [6.1, '6.1 %'],
      [7.3, '7.3 %'],
      [9.96, '10 %'],
      [94, '94 %'],
      [93.7, '94 %'],
      [312.4, '312 %'],
      [12_800, '12 800 %'],
      [0, '0 %'],
      [0.03, '< 0.1 %'],
    ];
    for (const [percent, text] of cases) expect(plainSpaces(formatPercent(percent))).toBe(text);
    expect(formatPercent(94)).toBe('94\u00a0%');
  });

  it('have no decimals in headlines', () => {
    expect(plainSpaces(formatHeadlinePercent(11.8))).toBe('12 %');
    expect(plainSpaces(formatHeadlinePercent(0.2))).toBe('< 1 %');
  });
});

describe('formatRatio', () => {
  it('always has three decimals', () => {
    expect(formatRatio(0.8784, [0.8691, 0.8866])).toBe('0.878 [0.869, 0.887]');
    expect(formatRatio(1)).toBe('1.000');
  });
});

describe('counts', () => {
  it('are exact where counted', () => {
    expect(plainSpaces(formatCount(96_218))).toBe('96 218');
    expect(formatCount(5633)).toBe('5633');
  });

  it('have two digits where estimated, and words from a million on', () => {
    const cases: [number, string][] = [
      [1_400_000, '1.4 million'],
      [1_437_211, '1.4 million'],
      [995_000, '1 million'],
      [38_214, '38 000'],
      [137, '140'],
      [7.4, '7'],
      [2_140_000_000, '2.1 billion'],
    ];
    for (const [count, text] of cases) expect(plainSpaces(formatEstimatedCount(count))).toBe(text);
  });
});
