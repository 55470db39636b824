import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ClientLoad } from '../../../main/runner/step/ClientLoad.ts';
import { VirtualTime } from './VirtualTime.ts';

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setInterval', 'clearInterval', 'Date'] });
});
afterEach(() => {
  vi.useRealTimers();
});

/** A client whose loop turns after each of these times, milliseconds; every 20 ms is a turn in time. */
function turned(turnsMs: readonly number[], lastMs = 0): ReturnType<ClientLoad['stop']> {
  const time = new VirtualTime();
  const load = new ClientLoad(time);
  load.start();
  for (const turnMs of turnsMs) {
    time.runUntil(time.nowMs() + turnMs);
    vi.advanceTimersByTime(20);
  }
  time.runUntil(time.nowMs() + lastMs);
  return load.stop();
}

describe('how long the client stood still', () => {
  it('is nothing while its loop turns in time', () => {
    expect(turned(Array(100).fill(20))).toMatchObject({ longestLoopDelayMs: 0, stoodStillMs: 0 });
  });

  it('is the sum of the times of 20 ms and more, beside the longest of all', () => {
    expect(turned([20, 420, 20, 39, 40, 20])).toMatchObject({ longestLoopDelayMs: 400, stoodStillMs: 420 });
    expect(turned([20, 39, 20])).toMatchObject({ longestLoopDelayMs: 19, stoodStillMs: 0 });
  });

  it('is half of the time where it is stopped for 40 ms of every 80', () => {
    expect(turned(Array(50).fill([20, 60]).flat())).toMatchObject({ longestLoopDelayMs: 40, stoodStillMs: 2000 });
  });

  it('has the last one in it, after which the step ends before the loop could turn', () => {
    expect(turned([20, 20], 520)).toMatchObject({ longestLoopDelayMs: 500, stoodStillMs: 500 });
  });

  it('is not told where nothing was measured', () => {
    expect(new ClientLoad(new VirtualTime()).stop()).toEqual({
      clientCpuMs: 0,
      clientSpinMs: 0,
      longestLoopDelayMs: 0,
    });
  });
});
