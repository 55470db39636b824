import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import type { FakeAnswer } from './FakeTarget.ts';
import { OpenLoopRig } from './OpenLoopRig.ts';
import { percentile, type RecordRow } from './recordRows.ts';

const always = (afterMs: number) => (): FakeAnswer => ({ afterMs });
/** The schedule begins so long after the loop's start, so that the first request can be prepared. */
const leadMs = 5;
const inOrder = (rows: RecordRow[]): RecordRow[] => rows.toSorted((a, b) => a.intendedStartMs - b.intendedStartMs);
const latencyMs = (row: RecordRow): number => row.endMs - row.intendedStartMs;

describe('OpenLoop', () => {
  it('sends at the instants of the schedule, whatever comes back', () => {
    const rig = new OpenLoopRig({ answer: always(500), ratePerSecond: 100, durationMs: 1000 }).run();
    const rows = inOrder(rig.rows());
    expect(rows.map(({ intendedStartMs }) => intendedStartMs)).toEqual(
      Array.from({ length: 100 }, (_, index) => leadMs + 10 * index),
    );
    expect(rows.every((row) => row.actualStartMs === row.intendedStartMs && latencyMs(row) === 500)).toBe(true);
    // The last was intended at 995 and ended at 1495, after the schedule's end at 1005.
    expect(rig.end).toEqual({ measuredFromMs: leadMs, measuredToMs: 1495, stopped: false });
    expect(rig.time.isIdle).toBe(true);
  });

  it('counts by intended start, and measures for as long as arrivals were due', () => {
    const rig = new OpenLoopRig({ answer: always(3), ratePerSecond: 2, warmupMs: 1000, durationMs: 3000 }).run();
    const rows = inOrder(rig.rows());
    expect(rows.map(({ phase }) => phase)).toEqual([...Array(2).fill('warmUp'), ...Array(6).fill('measured')]);
    expect(rig.end).toEqual({ measuredFromMs: 1005, measuredToMs: 4005, stopped: false });
    expect(rig.phases).toEqual([
      { phase: 'warmUp', atMs: 0, plannedSeconds: 1 },
      { phase: 'measured', atMs: 1005, plannedSeconds: 3 },
      { phase: 'coolDown', atMs: 4005, plannedSeconds: 0 },
    ]);
    expect(rig.target.withText).toEqual([2]);
  });

  it('lets what is due beyond the limit wait at its own cost, first come first served', () => {
    // A server of 30 ms a request, asked every 10 ms by one place: the n-th waits 20 ms more than the one before.
    const rig = new OpenLoopRig({ answer: always(30), ratePerSecond: 100, maxInFlight: 1, durationMs: 200 }).run();
    const rows = inOrder(rig.rows());
    expect(rows.map(latencyMs)).toEqual(Array.from({ length: 20 }, (_, index) => 30 + 20 * index));
    expect(rows.map(({ endMs, actualStartMs }) => endMs - actualStartMs)).toEqual(Array(20).fill(30));
    expect(rig.end.measuredToMs).toBe(leadMs + 20 * 30);
  });

  it("gives Lindley's waiting times with one place and random service", () => {
    const service = new SeededRandom(3);
    const servicesMs = Array.from({ length: 20_000 }, () => service.exponential(8));
    const rig = new OpenLoopRig({
      answer: (sequence) => ({ afterMs: servicesMs[sequence] ?? Number.NaN }),
      ratePerSecond: 100,
      arrival: 'poisson',
      maxInFlight: 1,
      durationMs: 100_000,
      timeoutMs: 1e9,
    }).run();
    const rows = inOrder(rig.rows());
    expect(rows.length).toBeGreaterThan(9000);
    let freeAtMs = 0;
    rows.forEach((row, index) => {
      freeAtMs = Math.max(freeAtMs, row.intendedStartMs) + (servicesMs[index] ?? Number.NaN);
      expect(row.endMs).toBeCloseTo(freeAtMs, 6);
    });
    // M/M/1 at 80 %: the time in the system is exponential with mean 8 / (1 − 0.8) = 40 ms.
    const medianMs = percentile(rows.map(latencyMs), 0.5);
    expect(medianMs).toBeGreaterThan(40 * Math.LN2 * 0.8);
    expect(medianMs).toBeLessThan(40 * Math.LN2 * 1.2);
  });

  it('charges a late wake to the requests it made late', () => {
    let wakes = 0;
    const rig = new OpenLoopRig({
      answer: always(2),
      ratePerSecond: 100,
      durationMs: 100,
      latenessMs: () => (wakes++ === 3 ? 25 : 0),
    }).run();
    const rows = inOrder(rig.rows());
    const lagsMs = rows.map((row) => row.actualStartMs - row.intendedStartMs);
    expect(lagsMs).toEqual([0, 0, 0, 25, 15, 5, 0, 0, 0, 0]);
    expect(rows.every((row) => latencyMs(row) === 2 + row.actualStartMs - row.intendedStartMs)).toBe(true);
  });

  it('drops what has waited as long as a reply may take, and says so', () => {
    // One place, 300 ms a request, one due every 100 ms: waiting grows by 200 ms each, 500 ms are the limit.
    const rig = new OpenLoopRig({
      answer: always(300),
      ratePerSecond: 10,
      maxInFlight: 1,
      durationMs: 1000,
      timeoutMs: 500,
    }).run();
    const rows = inOrder(rig.rows());
    expect(rows).toHaveLength(10);
    const dropped = rows.filter(({ outcome }) => outcome === 'dropped');
    expect(dropped.length).toBeGreaterThan(0);
    for (const row of dropped) expect([row.actualStartMs, row.endMs]).toEqual([Number.NaN, Number.NaN]);
    for (const row of rows.filter(({ outcome }) => outcome === 'ok')) {
      expect(row.actualStartMs - row.intendedStartMs).toBeLessThan(500);
    }
    // Places 0, 3, 6: the prompts keep their numbers although others were left out.
    expect(rig.ledger.counted.sent).toBe(rows.length - dropped.length);
  });

  it('drops without waiting for an answer that never comes', () => {
    const rig = new OpenLoopRig({
      answer: () => undefined,
      ratePerSecond: 10,
      maxInFlight: 1,
      durationMs: 1000,
      timeoutMs: 200,
    }).run();
    const rows = rig.rows();
    expect(rows).toHaveLength(10);
    expect(new Set(rows.map(({ outcome }) => outcome))).toEqual(new Set(['timedOut', 'dropped']));
    expect(rig.end.failure?.reason).toMatch(/^No request succeeded/);
  });

  it('ends its window where the request after the last would have been due', () => {
    const rig = new OpenLoopRig({ answer: always(1), ratePerSecond: 10, durationMs: 60_000, requestLimit: 25 }).run();
    expect(rig.rows()).toHaveLength(25);
    expect(rig.end).toMatchObject({ measuredFromMs: leadMs, measuredToMs: leadMs + 2500 });
  });

  it('gives up a target that refuses everything, and does not stop sending before', () => {
    const refuse = (): FakeAnswer => ({ afterMs: 1, error: 'refused' });
    const rig = new OpenLoopRig({ answer: refuse, ratePerSecond: 100, durationMs: 60_000 }).run();
    expect(rig.end.failure?.reason).toMatch(
      /^No request succeeded: all 5\d\d failed\. The first failure was "refused"/,
    );
    const mixed = (sequence: number): FakeAnswer =>
      sequence === 5 ? { afterMs: 8000 } : { afterMs: 1, error: 'refused' };
    expect(
      new OpenLoopRig({ answer: mixed, ratePerSecond: 100, durationMs: 20_000 }).run().end.failure,
    ).toBeUndefined();
  });

  it('ends at once on a stop and abandons what is in flight', () => {
    const rig = new OpenLoopRig({ answer: always(400), ratePerSecond: 10, durationMs: 60_000 });
    rig.loop.start();
    rig.time.runUntil(1000);
    rig.loop.stop();
    expect(rig.end).toEqual({ measuredFromMs: leadMs, measuredToMs: 1000, stopped: true });
    expect(rig.target.inFlight).toBe(0);
    expect(rig.time.isIdle).toBe(true);
  });

  it('shares a schedule with others: together they send what one alone would, at the same instants', () => {
    const options = { answer: always(20), ratePerSecond: 50, arrival: 'poisson', warmupMs: 300, durationMs: 2000 };
    for (const requestLimit of [undefined, 33]) {
      const limit = requestLimit === undefined ? {} : { requestLimit };
      const whole = new OpenLoopRig({ ...options, ...limit, beginAtMs: 40 }).run();
      const shards = [0, 1, 2].map((index) =>
        new OpenLoopRig({ ...options, ...limit, beginAtMs: 40, shard: { index, count: 3 } }).run(),
      );
      const instants = (rows: RecordRow[]) =>
        inOrder(rows).map(({ intendedStartMs, phase }) => [intendedStartMs, phase]);
      expect(instants(shards.flatMap((shard) => shard.rows()))).toEqual(instants(whole.rows()));
      const ends = shards.map(({ end }) => end.measuredFromMs);
      expect(new Set(ends)).toEqual(new Set([whole.end.measuredFromMs]));
      const perShard = shards.map(({ target }) => target.sentAtMs.length);
      expect(Math.max(...perShard) - Math.min(...perShard)).toBeLessThanOrEqual(1);
      // Each asks for one text, of a request of its own.
      expect(shards.flatMap(({ target }) => target.withText.map((sequence) => sequence % 3))).toEqual([0, 1, 2]);
    }
  });

  it('says so when its schedule began before it was ready', () => {
    const rig = new OpenLoopRig({ answer: always(1), ratePerSecond: 10, startMs: 250, beginAtMs: 40 }).run();
    expect(rig.logs).toEqual([expect.stringContaining('The schedule began 210 ms before this client was ready')]);
    expect(new OpenLoopRig({ answer: always(1), ratePerSecond: 10, startMs: 30, beginAtMs: 40 }).run().logs).toEqual(
      [],
    );
  });

  it('never loses nor doubles an arrival, whatever the target does', () => {
    const answers = fc.array(
      fc.oneof(fc.constant(undefined), fc.record({ afterMs: fc.integer({ min: 0, max: 400 }) })),
      {
        minLength: 1,
        maxLength: 40,
      },
    );
    fc.assert(
      fc.property(answers, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 300 }), (script, places, rate) => {
        const rig = new OpenLoopRig({
          answer: (sequence) => script[sequence % script.length],
          ratePerSecond: rate,
          maxInFlight: places,
          durationMs: 1000,
          timeoutMs: 250,
        }).run();
        const intended = rig.rows().map(({ intendedStartMs }) => intendedStartMs);
        expect(intended).toHaveLength(rate);
        expect(new Set(intended).size).toBe(rate);
        expect(rig.time.isIdle).toBe(true);
      }),
      { numRuns: 100 },
    );
  });
});
