import { describe, expect, it } from 'vitest';
import { storageFailure } from '../../../../main/engine/weights/ensureWeightsFile.ts';

const failureFor = (code: string): { reason: string; remedy: string; detail?: string } =>
  storageFailure(Object.assign(new Error(`${code}: raw text`), { code }), '/data/cache/a.weights', 497_000_001).failure;

describe('storageFailure', () => {
  it.each([
    ['ENOSPC', 'There is no room for the weights file /data/cache/a.weights (498 MB).', 'Free 498 MB'],
    ['EDQUOT', 'There is no room for the weights file', 'Free 498 MB on the disk of /data/cache'],
    ['EACCES', 'permission denied', 'access to the cache directory /data/cache'],
    ['EROFS', 'disk of the cache directory is read-only', 'Make /data/cache writable'],
    ['EIO', 'could not be prepared', 'its disk is sound'],
  ])('explains %s by the file, the reason and the remedy', (code, reason, remedy) => {
    const failure = failureFor(code);
    expect(failure.reason).toContain(reason);
    expect(failure.remedy).toContain(remedy);
    expect(failure.reason).toContain('/data/cache/a.weights');
    expect(failure.remedy).toContain('or name another cache directory with INFERNEO_BENCH_CACHE.');
    expect(failure.detail).toBe(`${code}: raw text`);
  });
});
