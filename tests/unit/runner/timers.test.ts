import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { DeadlineHeap } from '../../../main/runner/clock/DeadlineHeap.ts';
import { PreciseTimer } from '../../../main/runner/clock/PreciseTimer.ts';
import { MonotonicClock, RealTime } from '../../../main/runner/clock/RealTime.ts';

describe('DeadlineHeap', () => {
  it('gives requests by deadline, then in the order put in, after any puts, moves and removals', () => {
    const action = fc.tuple(fc.constantFrom('put', 'put', 'remove', 'take'), fc.nat(200), fc.nat(20));
    fc.assert(
      fc.property(fc.array(action, { maxLength: 400 }), (actions) => {
        const heap = new DeadlineHeap();
        let model: { request: number; dueMs: number }[] = [];
        const next = () => model.toSorted((a, b) => a.dueMs - b.dueMs)[0];
        for (const [kind, request, dueMs] of actions) {
          if (kind === 'put') {
            heap.put(request, dueMs);
            model = [...model.filter((entry) => entry.request !== request), { request, dueMs }];
          } else if (kind === 'remove') {
            heap.remove(request);
            model = model.filter((entry) => entry.request !== request);
          } else if (model.length > 0) {
            const expected = next();
            expect(heap.take()).toBe(expected?.request);
            model = model.filter((entry) => entry !== expected);
          }
          expect(heap.nextDueMs).toBe(next()?.dueMs ?? Number.POSITIVE_INFINITY);
        }
      }),
    );
  });

  it('has nothing to take when it is empty or cleared', () => {
    const heap = new DeadlineHeap();
    heap.put(1, 5);
    heap.clear();
    expect(() => heap.take()).toThrow('no deadline is left');
    heap.put(1, 7);
    expect(heap.take()).toBe(1);
  });
});

describe('MonotonicClock', () => {
  it('counts milliseconds since the origin on the system’s monotonic clock', () => {
    const origin = process.hrtime.bigint() - 10_000_000_000n;
    const clock = new MonotonicClock({ originNanoseconds: String(origin) });
    const before = Number(process.hrtime.bigint() - origin) / 1e6;
    const readMs = clock.nowMs();
    const after = Number(process.hrtime.bigint() - origin) / 1e6;
    // Laid on the other clock to half the time that reading it took.
    expect(readMs).toBeGreaterThan(before - 0.05);
    expect(readMs).toBeLessThan(after + 0.05);
  });

  it('never goes back', () => {
    const clock = new MonotonicClock({ originNanoseconds: String(process.hrtime.bigint()) });
    let lastMs = clock.nowMs();
    for (let reading = 0; reading < 10_000; reading += 1) {
      const nowMs = clock.nowMs();
      expect(nowMs >= lastMs).toBe(true);
      lastMs = nowMs;
    }
  });

  it('refuses an origin that is no number of nanoseconds', () => {
    expect(() => new MonotonicClock({ originNanoseconds: '12.5' })).toThrow('originNanoseconds is "12.5"');
  });
});

describe('PreciseTimer', () => {
  const clock = new MonotonicClock({ originNanoseconds: String(process.hrtime.bigint()) });

  it('calls back in the order of the deadlines, none early, whatever the order they were scheduled in', async () => {
    const deadlines = [9, 2, 14, 2, 0, 5.5, 3, 30, 1.2];
    const startMs = clock.nowMs();
    const called: { request: number; earlyMs: number }[] = [];
    await new Promise<void>((resolve) => {
      const timer = new PreciseTimer(clock, (request) => {
        called.push({ request, earlyMs: startMs + (deadlines[request] ?? 0) - clock.nowMs() });
        if (called.length === deadlines.length) resolve();
      });
      deadlines.forEach((dueMs, request) => {
        timer.schedule(request, startMs + dueMs);
      });
    });
    expect(called.map(({ request }) => request)).toEqual([4, 8, 1, 3, 6, 5, 0, 2, 7]);
    expect(called.every(({ earlyMs }) => earlyMs <= 0)).toBe(true);
  });

  it('wakes for a deadline that is scheduled after a later one', async () => {
    const called = await new Promise<number>((resolve) => {
      const timer = new PreciseTimer(clock, (request) => {
        timer.close();
        resolve(request);
      });
      timer.schedule(0, clock.nowMs() + 3_600_000);
      timer.schedule(1, clock.nowMs() + 5);
    });
    expect(called).toBe(1);
  });

  it('forgets what is cancelled or closed, and serves what a callback schedules', async () => {
    const startMs = clock.nowMs();
    const called: number[] = [];
    await new Promise<void>((resolve) => {
      const timer = new PreciseTimer(clock, (request) => {
        called.push(request);
        if (request === 1) {
          timer.cancel(2);
          timer.schedule(3, startMs + 12);
        }
        if (request === 3) {
          timer.close();
        }
      });
      timer.schedule(1, startMs + 4);
      timer.schedule(2, startMs + 8);
      timer.schedule(4, startMs + 15);
      new PreciseTimer(clock, () => resolve()).schedule(0, startMs + 16);
    });
    expect(called).toEqual([1, 3]);
  });

  it('counts the processor time that it spends waiting in a spin', async () => {
    const time = new RealTime(clock);
    await new Promise<void>((resolve) => {
      const timer = time.dueTimer(() => resolve());
      timer.schedule(0, clock.nowMs() + 2);
    });
    expect(time.spinCpuMs).toBeGreaterThan(0);
    const spentMs = time.spinCpuMs;
    await new Promise((resolve) => setImmediate(resolve));
    expect(time.spinCpuMs).toBe(spentMs);
  });
});

describe('RealTime', () => {
  it('calls back at an instant, not before, and not when cancelled', async () => {
    const machine = new MonotonicClock({ originNanoseconds: String(process.hrtime.bigint()) });
    // The event loop's timers run early on a clock that goes slower than theirs.
    const time = new RealTime({ nowMs: () => machine.nowMs() / 3 });
    const called: string[] = [];
    const dueMs = time.nowMs() + 3.3;
    time.at(dueMs - 1, () => called.push('cancelled'))();
    await new Promise<void>((resolve) => {
      time.at(dueMs, () => {
        called.push(time.nowMs() >= dueMs ? 'in time' : 'early');
        resolve();
      });
    });
    expect(called).toEqual(['in time']);
  });
});
