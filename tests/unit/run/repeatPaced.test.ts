import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { repeatPaced } from '../../../main/run/execution/StoringFailure.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Instants at which work that takes so long each time begins, within ten seconds. */
async function turnsOf(tookMs: (turn: number) => number): Promise<number[]> {
  let nowMs = 0;
  const turns: number[] = [];
  const end = repeatPaced({ intervalMs: 1000, largestShare: 0.05, nowMs: () => nowMs }, async () => {
    turns.push(nowMs);
    nowMs += tookMs(turns.length);
  });
  while (nowMs < 10_000) {
    nowMs += 50;
    await vi.advanceTimersByTimeAsync(50);
  }
  end();
  await vi.advanceTimersByTimeAsync(60_000);
  return turns;
}

describe('repeatPaced', () => {
  it('comes round once an interval while the work is small, until it is ended', async () => {
    expect(await turnsOf(() => 0)).toEqual([1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000]);
  });

  it('comes round less often for longer work, so that it takes a twentieth of the time at most', async () => {
    expect(await turnsOf((turn) => 50 * turn)).toEqual([1000, 2050, 4150, 7300]);
  });

  it('can be ended by the work itself', async () => {
    let turns = 0;
    const end = repeatPaced({ intervalMs: 1000, largestShare: 0.05, nowMs: () => 0 }, async () => {
      turns += 1;
      end();
    });
    await vi.advanceTimersByTimeAsync(60_000);
    expect(turns).toBe(1);
  });
});
