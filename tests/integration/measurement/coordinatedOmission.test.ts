import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { percentile, type RecordRow } from '../../unit/runner/recordRows.ts';
import { type MeasuredServer, measureServer } from '../runner/measureServer.ts';
import { RunnerProcess } from '../runner/RunnerProcess.ts';

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
/** Far above what a request takes that meets no stall, also while the machine does other things. */
const slowMs = 75;

async function measure(load: Partial<PlannedStep['load']>): Promise<MeasuredServer> {
  const measured = await measureServer(
    runner,
    { stall },
    { durationSeconds: seconds, requestLimit: undefined, outputTokens: 1, stream: false, load },
  );
  expect(measured.end.type).toBe('stepEnded');
  expect(measured.rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
  return measured;
}

const fromIntendedMs = ({ endMs, intendedStartMs }: RecordRow): number => endMs - intendedStartMs;
const isSlow = (latencyMs: number): boolean => latencyMs > slowMs;

/** Of up to three runs one must be right: what other work takes from this machine is a stall as well. A wrong client fails all. */
const bestOfThree = { retry: 2 };

describe('a server that stalls', () => {
  it.each([
    ['with a connection for each request', 1000],
    ['with the queue in the client, where only latency from the intended start shows it', 2],
  ])(
    'open loop: every request that was due in a stall has waited for its end, %s',
    bestOfThree,
    async (_, maxInFlight) => {
      const ratePerSecond = 100;
      const { rows } = await measure({ loop: 'open', ratePerSecond, arrival: 'constant', maxInFlight });
      expect(rows).toHaveLength(ratePerSecond * seconds);
      const slow = rows.map(fromIntendedMs).filter(isSlow);
      // Of those due in a stall all but those of its last 75 ms; a busy machine may add a few.
      const right = (rows.length * (stall.forMs - slowMs)) / stall.everyMs;
      expect(slow.length).toBeGreaterThan(0.9 * right);
      expect(slow.length).toBeLessThan(1.25 * right);
      // Spread evenly from 0 to the stall: the share below x is x / stall, here of those above 75 ms.
      for (const share of [0.25, 0.5, 0.75]) {
        const evenlyMs = slowMs + share * (stall.forMs - slowMs);
        expect(Math.abs(percentile(slow, share) - evenlyMs)).toBeLessThan(0.1 * stall.forMs);
      }
      expect(percentile(slow, 0.98)).toBeGreaterThan(0.9 * stall.forMs);
    },
  );

  it(
    'closed loop: one request in flight meets each stall once, and percentiles know nothing of it',
    bestOfThree,
    async () => {
      const { rows } = await measure({ loop: 'closed', concurrency: 1 });
      const slow = rows.map(({ latencyMs }) => latencyMs).filter((latencyMs) => latencyMs > stall.forMs / 2);
      expect(slow).toHaveLength(stalls);
      expect(rows.length).toBeGreaterThan(200 * stalls);
      expect(
        percentile(
          rows.map(({ latencyMs }) => latencyMs),
          0.99,
        ),
      ).toBeLessThan(slowMs);
    },
  );
});
