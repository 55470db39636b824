import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClosedLoopRig } from './ClosedLoopRig.ts';
import type { FakeAnswer } from './FakeTarget.ts';

const always = (afterMs: number) => (): FakeAnswer => ({ afterMs });
const sum = (values: readonly number[]): number => values.reduce((total, value) => total + value, 0);

describe('ClosedLoop', () => {
  it('sends the next request when the one before has left, and counts exactly those sent in the measured window', () => {
    const rig = new ClosedLoopRig({ answer: always(10), concurrency: 4, warmupMs: 105, durationMs: 1000 }).run();
    const rows = rig.rows();
    // Warm-up: sends at 0, 10, … 100. The first send after 105 ms is at 110, the last before 110 + 1000 at 1100.
    expect(rows.filter(({ phase }) => phase === 'warmUp')).toHaveLength(11 * 4);
    expect(rows.filter(({ phase }) => phase === 'measured')).toHaveLength(100 * 4);
    expect(rig.phases).toEqual([
      { phase: 'warmUp', atMs: 0, plannedSeconds: 0.105 },
      { phase: 'measured', atMs: 110, plannedSeconds: 1 },
      { phase: 'coolDown', atMs: 1110, plannedSeconds: 0 },
    ]);
    expect(rig.end).toEqual({ measuredFromMs: 110, measuredToMs: 1110, stopped: false });
    expect(rig.time.isIdle).toBe(true);
  });

  it('intends a request when it sends it', () => {
    const rows = new ClosedLoopRig({ answer: always(7), concurrency: 2, durationMs: 100 }).run().rows();
    expect(rows.every(({ intendedStartMs, actualStartMs }) => intendedStartMs === actualStartMs)).toBe(true);
  });

  it('leaves a request uncounted that was sent in the warm-up and ended in the measured window', () => {
    const answer = (sequence: number): FakeAnswer => ({ afterMs: sequence === 0 ? 500 : 20 });
    const rows = new ClosedLoopRig({ answer, concurrency: 2, warmupMs: 100, durationMs: 1000 }).run().rows();
    expect(rows.find(({ latencyMs }) => latencyMs === 500)?.phase).toBe('warmUp');
  });

  it('begins to measure with the first send after the warm-up, however long that takes to come', () => {
    const rig = new ClosedLoopRig({ answer: always(5000), warmupMs: 100, durationMs: 300 }).run();
    expect(rig.end).toMatchObject({ measuredFromMs: 5000, measuredToMs: 10_000 });
    expect(rig.rows().map(({ phase }) => phase)).toEqual(['warmUp', 'measured']);
  });

  it('charges no latency with what beginning to measure costs the client', () => {
    const rig = new ClosedLoopRig({ answer: always(10), durationMs: 100, beginTakesMs: 3 }).run();
    expect(rig.rows().map(({ latencyMs }) => latencyMs)).toEqual(new Array(10).fill(10));
    expect(rig.end).toMatchObject({ measuredFromMs: 3, measuredToMs: 103 });
  });

  it('asks for text once, with the first counted request', () => {
    const warm = new ClosedLoopRig({ answer: always(10), concurrency: 4, warmupMs: 105, durationMs: 100 }).run();
    expect(warm.target.withText).toEqual([44]);
    const cold = new ClosedLoopRig({ answer: always(10), concurrency: 4, requestLimit: 1 }).run();
    expect(cold.target.withText).toEqual([0]);
  });

  it('lets counted requests end after the last send', () => {
    const rig = new ClosedLoopRig({ answer: always(300), concurrency: 3, durationMs: 1000 }).run();
    expect(rig.rows()).toHaveLength(4 * 3);
    expect(rig.end.measuredToMs).toBe(1200);
  });

  it('abandons what is left of the warm-up when the counted requests have ended', () => {
    const answer = (sequence: number): FakeAnswer => (sequence === 0 ? undefined : { afterMs: 10 });
    const rig = new ClosedLoopRig({ answer, concurrency: 2, warmupMs: 50, durationMs: 100 }).run();
    expect(rig.end).toEqual({ measuredFromMs: 50, measuredToMs: 150, stopped: false });
    expect(rig.target.cancelled).toBe(1);
    expect(rig.logs).toContain('1 requests in flight were abandoned when the step ended and leave no record.');
  });

  it('sends exactly the limit of counted requests, and never more of them than are wanted in flight', () => {
    const rig = new ClosedLoopRig({ answer: always(10), concurrency: 4, warmupMs: 20, requestLimit: 10 }).run();
    expect(rig.rows().filter(({ phase }) => phase === 'measured')).toHaveLength(10);
    const few = new ClosedLoopRig({ answer: always(10), concurrency: 4, requestLimit: 3 }).run();
    expect(few.rows()).toHaveLength(3);
  });

  it('obeys Little’s law exactly: the in-flight integral is the sum of times in flight', () => {
    const times = fc.array(fc.integer({ min: 1, max: 400 }), { minLength: 1, maxLength: 50 });
    const shares = fc.double({ min: 0, max: 0.9, noNaN: true });
    fc.assert(
      fc.property(
        times,
        fc.integer({ min: 1, max: 40 }),
        shares,
        fc.nat(500),
        (serviceMs, concurrency, failing, warmupMs) => {
          const answer = (sequence: number): FakeAnswer => {
            const afterMs = serviceMs[sequence % serviceMs.length] ?? 1;
            return (sequence * 0.618) % 1 < failing ? { afterMs, error: 'refused' } : { afterMs };
          };
          const rig = new ClosedLoopRig({
            answer,
            concurrency,
            warmupMs,
            durationMs: 3000,
            timeoutMs: 350,
            startMs: 1e6,
          });
          const counted = rig
            .run()
            .rows()
            .filter(({ phase }) => phase === 'measured');
          const inFlightMs = sum(counted.map(({ latencyMs }) => latencyMs));
          expect(rig.ledger.account.integralMs).toBeCloseTo(inFlightMs, 6);
          expect(rig.ledger.account.inFlight).toBe(0);
          expect(rig.ledger.inFlight).toBe(0);
          expect(rig.ledger.counted.sent).toBe(counted.length);
        },
      ),
      { numRuns: 60 },
    );
  });

  it('never has more in flight than wanted, and sends every request once', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 1 }),
        fc.integer({ min: 1, max: 20 }),
        (serviceMs, concurrency) => {
          let highest = 0;
          const rig: ClosedLoopRig = new ClosedLoopRig({
            answer: (sequence) => {
              highest = Math.max(highest, rig.ledger.inFlight);
              return { afterMs: serviceMs[sequence % serviceMs.length] ?? 1 };
            },
            concurrency,
            durationMs: 500,
          });
          rig.run();
          expect(highest).toBe(concurrency);
          expect(rig.rows()).toHaveLength(rig.target.sentAtMs.length);
        },
      ),
      { numRuns: 40 },
    );
  });

  it('gives up a request when its time is out, tells the target, and sends the next', () => {
    const answer = (sequence: number): FakeAnswer => (sequence === 2 ? undefined : { afterMs: 50 });
    const rig = new ClosedLoopRig({ answer, durationMs: 1000, timeoutMs: 200 }).run();
    const timedOut = rig.rows().filter(({ outcome }) => outcome === 'timedOut');
    expect(timedOut).toHaveLength(1);
    expect(timedOut[0]).toMatchObject({ actualStartMs: 100, endMs: 300, errorKind: 1 });
    expect(rig.target.cancelled).toBe(1);
    expect(rig.target.sentAtMs[3]).toBe(300);
    expect(rig.ledger.errorKinds.list).toEqual([
      { kind: 'time-out', example: 'not complete after 0.2 s; 0 output tokens had come' },
    ]);
  });

  it('times out each of many requests at its own instant', () => {
    const answer = (sequence: number): FakeAnswer => (sequence < 3 ? { afterMs: 10 * (sequence + 1) } : undefined);
    const rig = new ClosedLoopRig({ answer, concurrency: 3, durationMs: 25, timeoutMs: 100 }).run();
    const timedOut = rig.rows().filter(({ outcome }) => outcome === 'timedOut');
    expect(timedOut.map(({ actualStartMs, endMs }) => [actualStartMs, endMs])).toEqual([
      [10, 110],
      [20, 120],
    ]);
    expect(rig.end.measuredToMs).toBe(120);
  });

  it('stops at once: what is in flight leaves no record and no trace in the account', () => {
    const rig = new ClosedLoopRig({ answer: always(30), concurrency: 5, durationMs: 10_000 });
    rig.loop.start();
    rig.time.runUntil(100);
    rig.loop.stop();
    expect(rig.end).toEqual({ measuredFromMs: 0, measuredToMs: 100, stopped: true });
    expect(rig.target.cancelled).toBe(5);
    const rows = rig.rows();
    expect(rows).toHaveLength(15);
    expect(rig.ledger.account.integralMs).toBe(15 * 30);
    expect(rig.logs).toEqual(['5 requests in flight were abandoned by Stop and leave no record.']);
    rig.time.runUntilIdle();
    expect(rig.ends).toHaveLength(1);
    expect(rig.target.sentAtMs).toHaveLength(20);
  });

  it('stopped in the warm-up it has measured nothing', () => {
    const rig = new ClosedLoopRig({ answer: always(30), warmupMs: 1000 });
    rig.loop.start();
    rig.time.runUntil(100);
    rig.loop.stop();
    expect(rig.end).toEqual({ measuredFromMs: 100, measuredToMs: 100, stopped: true });
  });

  it('ends with the failure when the target is gone, everything in flight failed', () => {
    const rig = new ClosedLoopRig({ answer: always(40), concurrency: 2, durationMs: 1000 });
    rig.loop.start();
    rig.time.runUntil(50);
    const failure = { reason: 'gone', remedy: 'start it', detail: 'EPIPE' };
    rig.ledger.lost(50, 'engine-gone', failure);
    expect(rig.end).toEqual({ measuredFromMs: 0, measuredToMs: 50, stopped: false, failure });
    expect(rig.rows().map(({ outcome, endMs }) => [outcome, endMs])).toEqual([
      ['ok', 40],
      ['ok', 40],
      ['failed', 50],
      ['failed', 50],
    ]);
    expect(rig.ledger.errorKinds.list).toEqual([{ kind: 'engine-gone', example: 'EPIPE' }]);
  });
});

describe('ClosedLoop on a target that fails', () => {
  const refuse = (): FakeAnswer => ({ afterMs: 0.1, error: 'refused' });

  it('pauses between immediate failures, twice as long each time up to a second, without counting the pause as latency', () => {
    const answer = (sequence: number): FakeAnswer => (sequence < 12 ? refuse() : { afterMs: 5 });
    const rig = new ClosedLoopRig({ answer, durationMs: 60_000 });
    rig.loop.start();
    rig.time.runUntil(5000);
    const gaps = rig.target.sentAtMs
      .slice(1, 13)
      .map((atMs, index) => Math.round(atMs - (rig.target.sentAtMs[index] ?? 0)));
    expect(gaps).toEqual([0, 0, 10, 20, 40, 80, 160, 320, 640, 1000, 1000, 1000]);
    expect(rig.logs.filter((line) => line.startsWith('Requests fail as soon as'))).toHaveLength(1);
    const failed = rig.rows().filter(({ outcome }) => outcome === 'failed');
    expect(failed).toHaveLength(12);
    expect(Math.max(...failed.map(({ latencyMs }) => latencyMs))).toBeCloseTo(0.1, 6);
    rig.loop.stop();
  });

  it('does not pause for failures that take their time, nor for single refusals', () => {
    const answer = (sequence: number): FakeAnswer =>
      sequence % 2 === 0 ? { afterMs: 10, error: 'late' } : { afterMs: sequence % 3 === 0 ? 1 : 5 };
    const rig = new ClosedLoopRig({ answer, durationMs: 1000 }).run();
    const rows = rig.rows();
    expect(sum(rows.map(({ latencyMs }) => latencyMs))).toBeCloseTo(rig.end.measuredToMs, 6);
  });

  it('does not pause when a success comes after every second immediate failure', () => {
    const answer = (sequence: number): FakeAnswer => (sequence % 3 === 2 ? { afterMs: 5 } : refuse());
    const rig = new ClosedLoopRig({ answer, durationMs: 1000 }).run();
    expect(sum(rig.rows().map(({ latencyMs }) => latencyMs))).toBeCloseTo(rig.end.measuredToMs, 6);
  });

  it('leaves nothing to happen when it is stopped in a pause', () => {
    const rig = new ClosedLoopRig({ answer: refuse, concurrency: 3, durationMs: 60_000 });
    rig.loop.start();
    rig.time.runUntil(300);
    rig.loop.stop();
    expect(rig.time.isIdle).toBe(true);
    expect(rig.end).toMatchObject({ stopped: true, measuredToMs: 300 });
  });

  it('pauses only the place that fails', () => {
    // The first place gets sequence 0 and then, while the other is at work, every refusal.
    const answer = (sequence: number): FakeAnswer => (sequence === 1 ? { afterMs: 400 } : refuse());
    const rig = new ClosedLoopRig({ answer, concurrency: 2, durationMs: 300 }).run();
    const rows = rig.rows();
    expect(rows.filter(({ outcome }) => outcome === 'ok').map(({ latencyMs }) => latencyMs)).toEqual([400]);
    expect(rows.filter(({ outcome }) => outcome === 'failed').length).toBeLessThan(10);
  });

  it('gives a step up when every place has failed, ten requests have, and five seconds are over', () => {
    const rig = new ClosedLoopRig({ answer: refuse, concurrency: 2, warmupMs: 1000, durationMs: 600_000 }).run();
    expect(rig.end.failure).toMatchObject({ detail: 'said refused' });
    expect(rig.end.failure?.reason).toMatch(
      /^No request succeeded: all \d+ failed\. The first failure was "refused"\.$/,
    );
    expect(rig.time.nowMs()).toBeGreaterThanOrEqual(5000);
    expect(rig.time.nowMs()).toBeLessThan(7000);
    expect(rig.rows().length).toBeLessThan(50);
  });

  it('does not give up while a place still waits for its first answer', () => {
    const answer = (sequence: number): FakeAnswer => (sequence === 0 ? { afterMs: 20_000 } : refuse());
    const rig = new ClosedLoopRig({ answer, concurrency: 50, durationMs: 10_000 }).run();
    expect(rig.end.failure).toBeUndefined();
    expect(rig.end.measuredToMs).toBe(20_000);
  });

  it('fails a step of which no counted request succeeded', () => {
    const answer = (sequence: number): FakeAnswer => ({ afterMs: 50, ...(sequence < 2 ? {} : { error: 'broken' }) });
    const rig = new ClosedLoopRig({ answer, warmupMs: 100, durationMs: 500 }).run();
    expect(rig.end.failure?.reason).toBe(
      'No counted request succeeded: all 10 failed. The first failure was "broken".',
    );
    expect(rig.rows()).toHaveLength(12);
  });

  it('keeps a step with failures as long as some request succeeds', () => {
    const answer = (sequence: number): FakeAnswer => ({
      afterMs: 20,
      ...(sequence % 10 === 0 ? {} : { error: 'broken' }),
    });
    const rig = new ClosedLoopRig({ answer, durationMs: 10_000 }).run();
    expect(rig.end.failure).toBeUndefined();
    expect(rig.ledger.counted).toEqual({ sent: 500, ok: 50 });
  });
});
