import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { summaryOf } from '../integration/measurement/summaryOf.ts';
import { RunnerProcess } from '../integration/runner/RunnerProcess.ts';
import { dummyStep } from '../unit/runner/plannedSteps.ts';

/** A part of the window that no busy machine takes by itself. */
const stoppedMs = 500;

let runner: RunnerProcess;

beforeAll(async () => {
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(() => runner.shutdown());

describe.skipIf(process.platform === 'win32')('a client that is stopped while it measures', () => {
  it('says for how long, and its step is invalid', async () => {
    const step = dummyStep({ durationSeconds: 1.5 });
    runner.start(step);
    await runner.event('phase', ({ phase }) => phase === 'measured');
    await runner.event('live');
    runner.child.kill('SIGSTOP');
    await new Promise((resolve) => setTimeout(resolve, stoppedMs));
    runner.child.kill('SIGCONT');
    const { facts } = await runner.end();
    expect(facts?.longestLoopDelayMs).toBeGreaterThan(stoppedMs - 40);
    expect(facts?.stoodStillMs).toBeGreaterThan(stoppedMs - 40);
    const { validity } = summaryOf(step, runner, facts);
    const check = validity.checks.find(({ id }) => id === 'client-saturation');
    expect(check).toMatchObject({ status: 'fail', detail: expect.stringMatching(/^stood still \d\d.% of the time/) });
    expect(validity.verdict).toBe('invalid');
  });
});
