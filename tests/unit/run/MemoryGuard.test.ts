import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TelemetrySample } from '../../../core/contract/telemetryProtocol.ts';
import { MemoryGuard } from '../../../main/run/execution/MemoryGuard.ts';

const gibibyte = 2 ** 30;

function sample(availableBytes: number, rest: Partial<TelemetrySample> = {}): TelemetrySample {
  const memoryTotalBytes = 16 * gibibyte;
  return { atMs: 0, memoryTotalBytes, memoryUsedBytes: memoryTotalBytes - availableBytes, processes: [], ...rest };
}

describe('MemoryGuard', () => {
  it('acts on the first sample below the reserve and on no other, whatever comes later', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 16 })), fc.integer({ min: 1, max: 16 }), (left, reserve) => {
        const guard = new MemoryGuard(reserve * gibibyte);
        const acted = left.map((one) => {
          guard.watch(sample(one * gibibyte));
          return guard.signal.aborted;
        });
        const first = left.findIndex((one) => one < reserve);
        expect(acted).toEqual(left.map((_, index) => first >= 0 && index >= first));
        if (left.length === 0) expect(guard.fit).toBeUndefined();
        else expect(guard.fit?.fits).toBe(first < 0);
      }),
    );
  });

  it('says with figures what was left and what was to be kept', () => {
    const guard = new MemoryGuard(2 * gibibyte);
    guard.watch(sample(5 * gibibyte));
    guard.watch(sample(3 * gibibyte));
    expect(guard.fit).toEqual({
      fits: true,
      explanation: 'at least 3.00\u00a0GiB of memory stayed available, of which 2.00\u00a0GiB are kept in reserve',
    });
    guard.watch(sample(gibibyte));
    guard.watch(sample(gibibyte / 2));
    expect(guard.fit).toEqual({
      fits: false,
      explanation:
        '1.00\u00a0GiB of the memory of the machine were left, less than the 2.00\u00a0GiB kept in reserve: the load was ended',
    });
  });

  it('heeds the limit of the control group that it lives in', () => {
    const guard = new MemoryGuard(2 * gibibyte);
    guard.watch(sample(9 * gibibyte, { groupAvailableBytes: gibibyte }));
    expect(guard.fit?.explanation).toContain('of this program’s control group');
    expect(guard.signal.aborted).toBe(true);
  });

  it('acts when swap comes into use, and not on a few pages or on swap that was in use before', () => {
    const guard = new MemoryGuard(gibibyte);
    for (const free of [gibibyte, gibibyte - 2 ** 20, gibibyte - 64 * 2 ** 20]) {
      guard.watch(sample(4 * gibibyte, { swapFreeBytes: free }));
    }
    expect(guard.signal.aborted).toBe(false);
    guard.watch(sample(4 * gibibyte, { swapFreeBytes: gibibyte - 65 * 2 ** 20 }));
    expect(guard.fit).toMatchObject({
      fits: false,
      explanation: expect.stringContaining('65.0\u00a0MiB of swap came into use'),
    });
    expect(guard.signal.aborted).toBe(true);
  });
});
