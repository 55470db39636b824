import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { resultDocument } from '../../core/contract/resultDocument.ts';
import { runCommand, temporaryDirectory } from '../integration/cli/commandLine.ts';

const durationSeconds = 600;
/** Memory of the second half may exceed that of the first by what the records themselves take, and a little. */
const allowedGrowth = 1.3;

let directory: ReturnType<typeof temporaryDirectory>;
beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

describe('ten minutes of load', () => {
  it('loses no request and keeps the client’s memory flat', async () => {
    const json = join(directory.path, 'out.json');
    const load = ['--target', 'dummy', '--model', 'dummy_small', '--scenario', 'latency/concurrent_requests'];
    const end = await runCommand(
      ...['run', ...load, '--concurrency', '16', '--duration', String(durationSeconds), '--set', 'warmupSeconds=10'],
      ...['--no-report', '--json', json, '--data-dir', join(directory.path, 'data')],
    );
    expect(end.code).toBe(0);
    const [step] = resultDocument.parse(JSON.parse(readFileSync(json, 'utf8'))).steps;
    const { sent = 0, ok = 0 } = step?.requests ?? {};
    expect(ok).toBe(sent);
    // 16 in flight, 5 ms each: no request may be missing from what the time allows, beyond a share for timers.
    expect(sent).toBeGreaterThan(((durationSeconds * 16) / 0.005) * 0.9);
    const memory = (step?.series ?? []).flatMap(({ engineMemoryBytes }) => engineMemoryBytes ?? []);
    const half = Math.floor(memory.length / 2);
    expect(mean(memory.slice(half)) / mean(memory.slice(60, half))).toBeLessThan(allowedGrowth);
  });
});

function mean(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
