import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { dummyStep } from '../../unit/runner/plannedSteps.ts';
import { measuredRows, percentile, recordRows } from '../../unit/runner/recordRows.ts';
import { RunnerProcess } from './RunnerProcess.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

describe('runner process on dummies', () => {
  it('reads the latency of each dummy back', async () => {
    for (const latencyMs of [5, 15, 30]) {
      const end = await runner.run(dummyStep({ model: { latencyMs }, warmupSeconds: 0.1, durationSeconds: 0.8 }));
      expect(end.type).toBe('stepEnded');
      const latencies = measuredRows(runner.chunks).map((row) => row.latencyMs);
      expect(Math.min(...latencies)).toBeGreaterThanOrEqual(latencyMs);
      // Other work on the machine only ever adds; strict bounds are for a quiet one and stand with the performance tests.
      expect(percentile(latencies, 0.5)).toBeLessThan(latencyMs * 1.1);
    }
  });

  it('obeys Little’s law, and its facts agree with its records', async () => {
    const end = await runner.run(dummyStep({ load: { concurrency: 16 }, warmupSeconds: 0.1, durationSeconds: 0.8 }));
    const rows = measuredRows(runner.chunks);
    const facts = end.facts;
    if (facts === undefined) throw new Error('the step ended without facts');
    expect(rows.every(({ outcome }) => outcome === 'ok')).toBe(true);
    expect(facts.measuredFromMs).toBe(Math.min(...rows.map(({ actualStartMs }) => actualStartMs)));
    expect(facts.measuredToMs).toBe(Math.max(...rows.map(({ endMs }) => endMs)));
    const inFlightMs = rows.reduce((sum, { latencyMs }) => sum + latencyMs, 0);
    expect(Math.abs(facts.inFlightIntegralMs / inFlightMs - 1)).toBeLessThan(0.02);
    expect(facts.inFlightIntegralMs / (facts.measuredToMs - facts.measuredFromMs)).toBeGreaterThan(14);
    expect(facts.clientCpuMs).toBeGreaterThan(0);
    expect(facts.clientSpinMs).toBeGreaterThan(0);
    expect(facts.clientSpinMs).toBeLessThanOrEqual(facts.clientCpuMs);
    expect(facts.longestLoopDelayMs).toBeGreaterThanOrEqual(0);
    expect(facts.outputsSeen).toBeUndefined();
  });

  it('tells of its phases, of live slices and, every second, of records', async () => {
    await runner.run(dummyStep({ warmupSeconds: 0.3, durationSeconds: 1.5 }));
    const types = runner.events.map(({ type }) => type);
    expect(types[0]).toBe('phase');
    expect(types.at(-1)).toBe('stepEnded');
    expect(runner.events.flatMap((event) => (event.type === 'phase' ? [event.phase] : []))).toEqual([
      'warmUp',
      'measured',
      'coolDown',
    ]);
    const slices = runner.events.flatMap((event) => (event.type === 'live' ? [event.bucket] : []));
    expect(slices.length).toBeGreaterThan(5);
    slices.slice(1).forEach((slice, index) => {
      expect(slice.fromMs).toBe(slices[index]?.toMs);
    });
    expect(runner.chunks.length).toBeGreaterThan(1);
    expect(recordRows(runner.chunks).some(({ phase }) => phase === 'warmUp')).toBe(true);
  });

  it('holds the requests in flight of each phase in real time, and idles where it should', async () => {
    const phases = [
      { name: 'idle', durationSeconds: 0.3, concurrency: 0 },
      { name: 'steady', durationSeconds: 0.6, concurrency: 3 },
      { name: 'idle again', durationSeconds: 0.3, concurrency: 0 },
    ];
    const step = dummyStep({ load: { phases, concurrency: 3 }, durationSeconds: 1.2, warmupSeconds: 0.2 });
    const { facts } = await runner.run(step);
    if (facts === undefined) throw new Error('the step ended without facts');
    const sent = measuredRows(runner.chunks).map(({ intendedStartMs }) => intendedStartMs - facts.measuredFromMs);
    expect(Math.min(...sent)).toBeGreaterThanOrEqual(300);
    expect(Math.max(...sent)).toBeLessThan(900.5);
    expect(recordRows(runner.chunks).every(({ phase }) => phase === 'measured')).toBe(true);
    // Rounding of the two instants is all that may be between them.
    expect(facts.measuredToMs - facts.measuredFromMs).toBeCloseTo(1200, 6);
  });

  it('answers a stop within a second and is ready for the next step', async () => {
    runner.events.length = 0;
    runner.start(dummyStep({ model: { latencyMs: 60_000 }, durationSeconds: 600, load: { concurrency: 8 } }));
    await runner.event('live');
    const askedAt = process.hrtime.bigint();
    runner.send({ type: 'stopStep' });
    const end = await runner.end();
    expect(Number(process.hrtime.bigint() - askedAt) / 1e6).toBeLessThan(1000);
    expect(end).toMatchObject({ type: 'stepEnded', facts: { stopped: true } });
    expect(runner.chunks).toEqual([]);
    runner.send({ type: 'stopStep' });
    const next = await runner.run(dummyStep({ requestLimit: 3 }));
    expect(next).toMatchObject({ type: 'stepEnded', facts: { stopped: false } });
    expect(measuredRows(runner.chunks)).toHaveLength(3);
  });

  it('fails a step on an engine that it does not know', async () => {
    const end = await runner.run(dummyStep({ engine: 'triton', target: 'triton' }));
    expect(end.type === 'stepFailed' && end.failure.reason).toContain('engine is "triton"; known are dummy, onnx');
  });
});

describe('a runner process of its own', () => {
  it('takes no notice of Ctrl-C, and exits with 0 on shutdown in the middle of a step', async () => {
    const own = new RunnerProcess();
    await own.event('ready');
    own.start(dummyStep({ durationSeconds: 600 }));
    await own.event('live');
    own.child.kill('SIGINT');
    own.events.length = 0;
    await own.event('live');
    own.send({ type: 'shutdown' });
    expect(await own.exit).toEqual({ code: 0, signal: null });
  });

  it('ends by itself when its parent is gone', async () => {
    const own = new RunnerProcess();
    await own.event('ready');
    own.start(dummyStep({ durationSeconds: 600 }));
    await own.event('live');
    own.child.disconnect();
    expect(await own.exit).toEqual({ code: 0, signal: null });
  });
});
