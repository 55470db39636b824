import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { percentile, type RecordRow } from '../../unit/runner/recordRows.ts';
import { measureServer } from '../runner/measureServer.ts';
import { RunnerProcess } from '../runner/RunnerProcess.ts';
import { expectOpenLoopTheory, slowOfStalls } from './slowOfStalls.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

/** A server that does nothing at all for a fifth of the time, in one piece. */
const stall = { everyMs: 1500, forMs: 300 };
const seconds = 3;
const stalls = (seconds * 1000) / stall.everyMs;

async function measure(load: Partial<PlannedStep['load']>): Promise<RecordRow[]> {
  const { end, rows } = await measureServer(
    runner,
    { stall },
    { durationSeconds: seconds, requestLimit: undefined, outputTokens: 1, stream: false, load },
  );
  expect(end.type).toBe('stepEnded');
  expect(rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  return rows;
}

/** Of up to three runs one must be right: what other work takes from this machine is a stall as well. A wrong client fails all. */
const bestOfThree = { retry: 2 };

describe('a server that stalls', () => {
  it.each([
    ['with a connection for each request', 1000],
    ['with the queue in the client, where only latency from the intended start shows it', 2],
  ])('open loop: all that was due in a stall waits for its end, %s', bestOfThree, async (_, maxInFlight) => {
    const rows = await measure({ loop: 'open', ratePerSecond: 100, arrival: 'constant', maxInFlight });
    expect(rows).toHaveLength(100 * seconds);
    expectOpenLoopTheory(rows, stall);
  });

  it('closed loop: one in flight meets each stall once, and percentiles know nothing of it', bestOfThree, async () => {
    const rows = await measure({ loop: 'closed', concurrency: 1 });
    const latenciesMs = rows.map(({ latencyMs }) => latencyMs);
    expect(latenciesMs.filter((latencyMs) => latencyMs > stall.forMs / 2)).toHaveLength(stalls);
    expect(rows.length).toBeGreaterThan(200 * stalls);
    expect(slowOfStalls([percentile(latenciesMs, 0.99)], stall)).toEqual([]);
  });
});
