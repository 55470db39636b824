import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { formatAbsent } from '../../../core/format/absences.ts';
import { formatFloorNeed, formatPercentileName, latencyOrigin } from '../../../core/format/latency.ts';
import { formatInfiniteFrom } from '../../../core/format/numbers.ts';
import { percentileRank } from '../../../core/statistics/percentiles.ts';
import { sampleFloor } from '../../../core/statistics/sampleFloor.ts';
import { plainSpaces } from './plainSpaces.ts';

describe('words beside numbers', () => {
  it('name percentiles as they are read', () => {
    expect((['p50', 'p95', 'p999'] as const).map(formatPercentileName)).toEqual(['p50', 'p95', 'p99.9']);
  });

  it('say what a percentile below its floor lacks', () => {
    expect(formatFloorNeed(sampleFloor(0.999))).toBe('needs 6636 requests');
    expect(plainSpaces(formatFloorNeed(sampleFloor(0.9999)))).toBe('needs 66 381 requests');
  });

  it('say why a number is absent', () => {
    expect(formatAbsent('measured', 'no GPU')).toBe('not measured: no GPU');
    expect(formatAbsent('measured', 'driver gives no power')).toBe('not measured: driver gives no power');
    expect(formatAbsent('compared', 'invalid')).toBe('not compared: invalid');
    expect(formatAbsent('interval', 'one block')).toBe('no interval: one block');
    expect(() => formatAbsent('measured', ' ')).toThrow(/say why/);
  });

  it('say from where latency counts', () => {
    expect(latencyOrigin('open')).toBe('from intended start');
    expect(latencyOrigin('closed')).toBe('from send, closed loop');
  });
});

describe('formatInfiniteFrom', () => {
  it('names the first percentile that is infinite', () => {
    expect(formatInfiniteFrom(0.939)).toBe('∞ from p94');
    expect(formatInfiniteFrom(0.94)).toBe('∞ from p95');
    expect(formatInfiniteFrom(0.57)).toBe('∞ from p58');
    expect(formatInfiniteFrom(0.995)).toBe('∞ from p99.6');
    expect(formatInfiniteFrom(0.9996)).toBe('∞ from p99.97');
    expect(() => formatInfiniteFrom(1)).toThrow(/finiteShare is 1/);
  });

  it('agrees with the rank of that percentile', () => {
    fc.assert(
      fc.property(fc.integer({ min: 2, max: 5000 }), fc.integer({ min: 1, max: 5000 }), (count, failures) => {
        fc.pre(failures <= count);
        const finite = count - failures;
        const percent = Number(formatInfiniteFrom(finite / count).replace('∞ from p', ''));
        expect(percentileRank(count, percent / 100)).toBeGreaterThan(finite);
        // One step before it, whatever its decimals, the rank is still finite.
        const decimals = (String(percent).split('.')[1] ?? '').length;
        const before = percent - 10 ** -decimals;
        if (before > 0 && finite > 0) expect(percentileRank(count, before / 100)).toBeLessThanOrEqual(finite);
      }),
    );
  });
});
