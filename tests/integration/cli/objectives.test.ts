import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ResultDocument, resultDocument } from '../../../core/contract/resultDocument.ts';
import { runCommand, temporaryDirectory } from './commandLine.ts';

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

/** 5 ms for each request, whatever the load. */
const dummy = ['--target', 'dummy', '--model', 'dummy_small', '--duration', '0.5', '--set', 'warmupSeconds=0'];

const run = (...arguments_: string[]) =>
  runCommand('run', ...dummy, ...arguments_, '--data-dir', join(directory.path, 'data'), '--quiet');

function readDocument(path: string): ResultDocument {
  return resultDocument.parse(JSON.parse(readFileSync(path, 'utf8')));
}

describe('run --slo', () => {
  it('judges every level, counts goodput, names the highest good level, and reports all of it', async () => {
    const json = join(directory.path, 'out.json');
    const levels = ['--scenario', 'latency/concurrent_requests', '--concurrency', '1,2'];
    const slos = ['--slo', 'latencyMs.p50<=1000', '--slo', 'errorRate<=0.01', '--slo', 'latencyMs.p99<=1000'];
    const end = await run(...levels, ...slos, '--fail-on', 'slo', '--json', json);
    expect(end).toMatchObject({ code: 0 });
    const { steps } = readDocument(json);
    expect(steps).toHaveLength(2);
    for (const { slo, throughput } of steps) {
      expect(slo).toMatchObject([
        { objective: 'latencyMs.p50<=1000', met: true },
        { objective: 'errorRate<=0.01', value: 0, met: true },
        { objective: 'latencyMs.p99<=1000', met: true, belowFloor: true },
      ]);
      expect(throughput?.goodputPerSecond).toBeCloseTo(throughput?.requestsPerSecond ?? Number.NaN, 9);
    }
    expect(end.out).toMatch(/1 +latencyMs\.p50<=1000 +met +\d/);
    // A machine that is busy otherwise makes a step invalid, which then proves nothing.
    const sound = steps
      .filter(({ validity }) => validity.verdict !== 'invalid')
      .map(({ load }) => load.concurrency ?? 0);
    expect(steps[1]?.concurrency?.maximum).toBe(sound.length === 0 ? undefined : Math.max(...sound));
    expect(end.out).toMatch(/Step 2: (Of the levels up to this one|No level so far)/);
    const report = readFileSync(join(directory.path, 'data/reports/latest/report.html'), 'utf8');
    expect(report).toContain('6 of 6 service-level objectives met');
  });

  it('ends with 1 and says why when one is missed, or when nobody can know', async () => {
    const single = ['--scenario', 'latency/single_request', '--no-report', '--fail-on', 'slo,invalid'];
    const missed = await run(...single, '--slo', 'latencyMs.p50<=4.9');
    expect(missed).toMatchObject({ code: 1 });
    expect(missed.out).toMatch(/latencyMs\.p50<=4\.9 +missed +\d/);
    expect(missed.out).toMatch(/goodput +0\S*\/s of/);
    expect(missed.error).toContain('--fail-on slo: step 1 missed an objective');
    const unknown = await run(...single, '--slo', 'throughput.outputTokensPerSecond>=1');
    expect(unknown).toMatchObject({ code: 1 });
    expect(unknown.out).toContain('not measured: this target has no tokens to count');
    // Without the gate a missed objective is told and changes nothing.
    expect((await run(...single.slice(0, -2), '--slo', 'latencyMs.p50<=4.9')).code).toBe(0);
  });

  it('refuses objectives that make no sense, each with an example, before anything is measured', async () => {
    const end = await run('--scenario', 'latency/single_request', '--slo', 'latency.p50<=5', '--slo', 'errorRate=1');
    expect(end).toMatchObject({ code: 2, out: '' });
    expect(end.error).toContain('"latency.p50<=5" has no known metric');
    expect(end.error).toContain('"errorRate=1" has "=" for a comparison');
    expect((await run('--scenario', 'latency/single_request', '--fail-on', 'slo')).code).toBe(2);
  });
});
