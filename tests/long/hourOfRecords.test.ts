import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../integration/cli/commandLine.ts';
import type { FloodedRun } from '../integration/run/floodedRun.ts';

/** An hour at 5,000 a second, told as fast as the store takes it. Its derivation takes 4 GB of memory. */
const [seconds, ratePerSecond] = [3600, 5000];

it.skipIf(process.platform !== 'linux')('an hour at 5,000 a second leaves the window’s process under 300 MB', () => {
  const directory = temporaryDirectory();
  try {
    const script = join(import.meta.dirname, '../integration/run/floodedRun.ts');
    const told = execFileSync(
      process.execPath,
      ['--expose-gc', script, directory.path, String(seconds), String(ratePerSecond)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const run = JSON.parse(told) as FloodedRun;
    console.log(
      [
        `${run.records} records: the parent had ${Math.round(run.peakResidentBytes / 1e6)} MB at most`,
        `and holds ${Math.round((run.afterBytes - run.beforeBytes) / 1e6)} MB more than before`,
        `derived within ${(run.derivedMs / 1000).toFixed(1)} s in ${Math.round(run.deriverPeakBytes / 1e6)} MB`,
        `${Math.round(run.deriverPeakBytes / run.records)} bytes a record`,
      ].join(', '),
    );
    expect(run.result.requests.ok).toBe(seconds * ratePerSecond);
    expect(run.peakResidentBytes).toBeLessThan(300e6);
    // What the plan counts with: bytesPerRecord in memoryProblems.ts.
    expect(run.deriverPeakBytes).toBeLessThan(240 * run.records);
  } finally {
    directory.remove();
  }
});
