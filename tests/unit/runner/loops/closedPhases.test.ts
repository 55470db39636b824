import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ClosedLoopRig } from '../ClosedLoopRig.ts';
import type { FakeAnswer } from '../FakeTarget.ts';
import { openStep, runOpen } from '../traffic/openTraffic.ts';

const always = (afterMs: number) => (): FakeAnswer => ({ afterMs });
const phases = [
  { durationMs: 500, concurrency: 0 },
  { durationMs: 1000, concurrency: 4 },
  { durationMs: 1000, concurrency: 2 },
  { durationMs: 1000, concurrency: 3 },
  { durationMs: 500, concurrency: 0 },
];

describe('phases of a closed loop', () => {
  it('have exactly their requests in flight, from the end of the warm-up to the end of the last', () => {
    // 30 ms a request divides no phase: places are given up in the middle of one.
    const rig = new ClosedLoopRig({ answer: always(30), warmupMs: 200, phases, durationMs: 4000, startMs: 50 }).run();
    const rows = rig.rows();
    const fromMs = 250;
    const inFlightAt = (atMs: number): number =>
      rows.filter((row) => row.actualStartMs <= fromMs + atMs && row.endMs > fromMs + atMs).length;
    expect([-100, 100, 499.9, 500, 1499, 1540, 2400, 2501, 3499, 3540, 3900].map(inFlightAt)).toEqual([
      0, 0, 0, 4, 4, 2, 2, 3, 3, 0, 0,
    ]);
    expect(rig.end).toEqual({ measuredFromMs: 250, measuredToMs: 4250, stopped: false });
    expect(rig.phases).toEqual([
      { phase: 'warmUp', atMs: 50, plannedSeconds: 0.2 },
      { phase: 'measured', atMs: 250, plannedSeconds: 4 },
      { phase: 'coolDown', atMs: 4250, plannedSeconds: 0 },
    ]);
    expect(rows.every(({ phase }) => phase === 'measured')).toBe(true);
    expect(rig.target.withText).toEqual([0]);
    // Little's law on the books: the account is the sum of what the records have.
    const inFlightMs = rows.reduce((sum, { latencyMs }) => sum + latencyMs, 0);
    expect(rig.ledger.account.integralMs).toBeCloseTo(inFlightMs, 6);
    expect(rig.time.isIdle).toBe(true);
  });

  it('have a warm-up with the places of the first, whose requests stay uncounted', () => {
    const steady = [
      { durationMs: 300, concurrency: 2 },
      { durationMs: 700, concurrency: 2 },
    ];
    const rig = new ClosedLoopRig({ answer: always(70), warmupMs: 100, phases: steady, durationMs: 1000 }).run();
    const rows = rig.rows();
    expect(rows.filter(({ phase }) => phase === 'warmUp').map(({ actualStartMs }) => actualStartMs)).toEqual([
      0, 0, 70, 70,
    ]);
    expect(rows.find(({ phase }) => phase === 'measured')?.actualStartMs).toBe(140);
    expect(rig.end).toEqual({ measuredFromMs: 100, measuredToMs: 1120, stopped: false });
  });

  it('pass one over that is ended before the client looks at its clock', () => {
    const rig: ClosedLoopRig = new ClosedLoopRig({
      answer: always(10),
      phases: [
        { durationMs: 100, concurrency: 1 },
        { durationMs: 50, concurrency: 8 },
        { durationMs: 100, concurrency: 2 },
      ],
      durationMs: 250,
    });
    // The client is busy from 95 to 155 ms: its own work, during which nothing is called.
    let isBusy = false;
    rig.time.at(95, () => {
      isBusy = true;
    });
    const { nowMs } = rig.time;
    rig.time.nowMs = () => {
      const atMs = nowMs.call(rig.time);
      return isBusy && atMs < 155 ? 155 : atMs;
    };
    rig.run();
    const sent = rig.target.sentAtMs;
    expect(sent.filter((atMs) => atMs >= 100 && atMs < 150)).toEqual([]);
    expect(Math.max(...sent.map((_, index) => sent.filter((atMs) => atMs === sent[index]).length))).toBeLessThan(3);
  });

  it('rest places that pause, and wake them when they are used again', () => {
    const refusing = (sequence: number): FakeAnswer =>
      sequence < 40 ? { afterMs: 1, error: 'refused' } : { afterMs: 20 };
    const rig = new ClosedLoopRig({
      answer: refusing,
      phases: [
        { durationMs: 2000, concurrency: 4 },
        { durationMs: 2000, concurrency: 1 },
        { durationMs: 2000, concurrency: 4 },
      ],
      durationMs: 6000,
    }).run();
    const sentIn = (fromMs: number, toMs: number) =>
      rig.target.sentAtMs.filter((atMs) => atMs >= fromMs && atMs < toMs).length;
    expect(sentIn(3500, 4000)).toBe(25);
    expect(sentIn(5500, 6000)).toBe(100);
  });

  it('end early on a stop, on a limit of requests and on the loss of the target', () => {
    const stopped = new ClosedLoopRig({ answer: always(30), phases, durationMs: 4000 });
    stopped.loop.start();
    stopped.time.runUntil(1234);
    stopped.loop.stop();
    expect(stopped.end).toEqual({ measuredFromMs: 0, measuredToMs: 1234, stopped: true });
    expect(stopped.time.isIdle).toBe(true);
    const limited = new ClosedLoopRig({ answer: always(30), phases, durationMs: 4000, requestLimit: 6 }).run();
    expect(limited.rows()).toHaveLength(6);
    expect(limited.end).toEqual({ measuredFromMs: 0, measuredToMs: 560, stopped: false });
    const lost = new ClosedLoopRig({ answer: always(30), phases, durationMs: 4000 });
    lost.loop.start();
    lost.time.runUntil(1000);
    lost.ledger.lost(1000, 'gone', { reason: 'It is gone.', remedy: 'None.' });
    expect(lost.end).toMatchObject({ failure: { reason: 'It is gone.' }, measuredToMs: 1000 });
    // Only what the fake itself still means to answer.
    lost.target.close();
    expect(lost.time.isIdle).toBe(true);
  });

  it('never have more in flight than the phase before or the present one allow, and keep the books', () => {
    const plan = fc.array(
      fc.record({ durationMs: fc.integer({ min: 1, max: 300 }), concurrency: fc.integer({ min: 0, max: 5 }) }),
      { minLength: 1, maxLength: 6 },
    );
    const answers = fc.array(fc.integer({ min: 1, max: 120 }), { minLength: 1, maxLength: 20 });
    fc.assert(
      fc.property(plan, answers, fc.integer({ min: 0, max: 200 }), (planned, script, warmupMs) => {
        const durationMs = planned.reduce((sum, phase) => sum + phase.durationMs, 0);
        const rig = new ClosedLoopRig({
          answer: (sequence) => ({ afterMs: script[sequence % script.length] ?? 1 }),
          phases: planned,
          warmupMs,
          durationMs,
        }).run();
        const rows = rig.rows();
        const placesAt = (atMs: number): number => {
          let endMs = warmupMs;
          for (const phase of planned) {
            endMs += phase.durationMs;
            if (atMs < endMs) return phase.concurrency;
          }
          return 0;
        };
        for (const row of rows) {
          const others = rows.filter((one) => one.actualStartMs <= row.actualStartMs && one.endMs > row.actualStartMs);
          // What is still in flight from a phase with more places was sent in it.
          expect(others.length).toBeLessThanOrEqual(Math.max(...others.map((one) => placesAt(one.actualStartMs))));
          expect(placesAt(row.actualStartMs)).toBeGreaterThan(0);
        }
        expect(rig.end.measuredFromMs).toBe(warmupMs);
        expect(rig.end.measuredToMs).toBeGreaterThanOrEqual(warmupMs + durationMs);
        expect(rig.ledger.counted.sent).toBe(rows.filter(({ phase }) => phase === 'measured').length);
        expect(rig.time.isIdle).toBe(true);
      }),
      { numRuns: 200 },
    );
  });

  it.each([
    [{ phases: [{ name: 'all', durationSeconds: 1 }] }, 'load.phases[0].concurrency ("all") is missing'],
    [
      { phases: [{ name: 'all', durationSeconds: 1, concurrency: 0 }] },
      'load.phases have a concurrency of 0 throughout',
    ],
    [{ phases: [{ name: 'all', durationSeconds: 2, concurrency: 1 }] }, 'load.phases last 2 s together'],
  ])('refuse what makes no sense, by its field: %j', async (load, reason) => {
    const { last } = await runOpen(openStep({ loop: 'closed', ...load } as never));
    expect(last).toMatchObject({ type: 'stepFailed', failure: { reason: expect.stringContaining(reason) } });
  });
});
