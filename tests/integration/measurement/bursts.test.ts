import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { openAiStep } from '../../unit/runner/plannedSteps.ts';
import { measureServer } from '../runner/measureServer.ts';
import { RunnerProcess } from '../runner/RunnerProcess.ts';
import { summaryOf } from './summaryOf.ts';

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

/** One worker of 10 ms: 100 requests per second. */
const service = { workers: 1, meanMs: 10, distribution: 'constant', seed: 1 } as const;

async function measure(scenario: PlannedStep['scenario'], phases: PlannedStep['load']['phases']): Promise<StepResult> {
  const durationSeconds = phases?.reduce((sum, phase) => sum + phase.durationSeconds, 0) ?? 0;
  const load = { loop: 'open', ratePerSecond: 50, arrival: 'constant', maxInFlight: 2000, phases } as const;
  const more = { scenario, durationSeconds, requestLimit: undefined, outputTokens: 1, stream: false, load } as const;
  const { end, rows, log } = await measureServer(runner, { service }, more);
  expect(end.type).toBe('stepEnded');
  expect(rows).toHaveLength(log.length);
  return summaryOf(openAiStep(more), runner, end.facts);
}

/** One of up to three must be right: what other work takes from the two cores makes a queue of its own. */
async function oneOfThree(check: () => Promise<boolean>): Promise<void> {
  let tries = 0;
  while (tries < 3) {
    tries += 1;
    if (await check()) return;
  }
  expect.fail(`wrong in each of ${tries} runs`);
}

describe('a server with one worker, over sockets', () => {
  it('comes back from a burst when its queue is done', { timeout: 30_000 }, () =>
    oneOfThree(async () => {
      // 50 have piled up after 1 s, and go by 60 a second: 0.83 s.
      const { recovery, burst, phases } = await measure('throughput/burst_handling', [
        { name: 'base', durationSeconds: 1.5, ratePerSecond: 40 },
        { name: 'burst', durationSeconds: 1, ratePerSecond: 150 },
        { name: 'recovery', durationSeconds: 2, ratePerSecond: 40 },
      ]);
      expect(phases.map(({ name }) => name)).toEqual(['base', 'burst', 'recovery']);
      expect(phases.reduce((sum, { requests }) => sum + (requests?.sent ?? 0), 0)).toBe(290);
      expect(burst).toMatchObject({ shed: 0 });
      if (recovery === undefined || 'absent' in recovery) return false;
      const gap = 1 / 40;
      const [low, high] = recovery.intervalSeconds;
      return low - gap <= 0.83 && 0.83 <= high + gap;
    }),
  );

  it('breaks by backlog at what its worker can do', { timeout: 30_000 }, () =>
    oneOfThree(async () => {
      const { breakingPoint, validity } = await measure('production/stress_test', [
        { name: 'ramp', durationSeconds: 4, ratePerSecond: 20, toRatePerSecond: 200 },
        { name: 'peak', durationSeconds: 0.3, ratePerSecond: 200 },
        { name: 'recovery', durationSeconds: 1, ratePerSecond: 20 },
      ]);
      expect(validity.checks.find(({ id }) => id === 'send-lag')?.status).not.toBe('fail');
      if (breakingPoint === undefined || 'absent' in breakingPoint) return false;
      const [low = 0, high = 0] = breakingPoint.interval95 ?? [];
      // What a reply costs besides its 10 ms makes it a little less than 100/s.
      return breakingPoint.cause === 'backlog' && low <= 100 && high >= 90 && breakingPoint.offeredPerSecond > 85;
    }),
  );
});
