import { describe, expect, it } from 'vitest';
import { CrashGuard } from '../../../main/shell/window/MainWindow.ts';

describe('CrashGuard', () => {
  it('loads a page again, but not one that keeps crashing', () => {
    const guard = new CrashGuard();
    expect([0, 10, 20, 30].map((atMs) => guard.mayReload(atMs))).toEqual([true, true, true, false]);
  });

  it('forgives crashes that are a minute old', () => {
    const guard = new CrashGuard();
    expect([0, 30_000, 60_000, 90_000, 120_000].map((atMs) => guard.mayReload(atMs))).toEqual([
      true,
      true,
      true,
      true,
      true,
    ]);
  });
});
