import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { runCommand, temporaryDirectory } from './commandLine.ts';

const directory = temporaryDirectory();
afterAll(() => directory.remove());

const loads = {
  open: ['throughput/sustained_load', '--rate', '400', '--set', 'arrival=poisson'],
  closed: ['latency/concurrent_requests', '--concurrency', '5', '--requests', '301'],
};

/** The one step of a load, carried out by so many client processes. */
async function measure(loop: keyof typeof loads, runners: number): Promise<StepResult> {
  const json = join(directory.path, `${loop}-${runners}.json`);
  const plan = ['--target', 'dummy', '--model', 'dummy_small', '--duration', '1', '--set', 'warmupSeconds=0.2'];
  const rest = ['--set', `runners=${runners}`, '--data-dir', directory.path, '--no-report', '--json', json];
  const end = await runCommand('run', ...plan, '--scenario', ...loads[loop], ...rest);
  expect(end.code, end.error).toBe(0);
  const [step, ...others] = (JSON.parse(readFileSync(json, 'utf8')) as ResultDocument).steps;
  if (step === undefined || others.length > 0) throw new Error('the run has not exactly one step');
  return step;
}

describe('a load that several client processes share', () => {
  it('has the requests of the one schedule, all of them and each once', async () => {
    const [alone, shared] = [await measure('open', 1), await measure('open', 3)];
    expect(alone.requests.sent).toBeGreaterThan(300);
    expect(shared.requests).toEqual(alone.requests);
    expect(shared.load.runners).toBe(3);
    // Of one process and of three alike: the window is that of the schedule.
    expect(shared.account?.measuredToMs).toBeGreaterThan((shared.account?.measuredFromMs ?? 0) + 999);
    expect(shared.latencyMs?.count).toBe(alone.latencyMs?.count);
  });

  it('keeps the limits of a closed loop: requests in flight and requests in all', async () => {
    const { requests, account } = await measure('closed', 2);
    expect(requests).toMatchObject({ sent: 301, ok: 301, failed: 0 });
    const windowMs = (account?.measuredToMs ?? 0) - (account?.measuredFromMs ?? 0);
    const meanInFlight = (account?.inFlightIntegralMs ?? 0) / windowMs;
    expect(meanInFlight).toBeLessThanOrEqual(5.000_001);
    expect(meanInFlight).toBeGreaterThan(3);
  });
});
