import { execFileSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { temporaryDirectory } from '../cli/commandLine.ts';
import type { FloodedRun } from './floodedRun.ts';

/** A minute at 5,000 a second: held in columns, these records take 20 MB. The hour is in tests/long. */
const [seconds, ratePerSecond] = [60, 5000];
const mostHeldBytes = 6e6;

it.skipIf(process.platform !== 'linux')('the process that carries out a run holds no record of its steps', () => {
  const directory = temporaryDirectory();
  try {
    const script = join(import.meta.dirname, 'floodedRun.ts');
    const told = execFileSync(
      process.execPath,
      ['--expose-gc', script, directory.path, String(seconds), String(ratePerSecond)],
      { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const run = JSON.parse(told) as FloodedRun;
    expect(run.result.failure).toBeUndefined();
    expect(run.result.requests.ok).toBe(seconds * ratePerSecond);
    expect(run.result.latencyMs?.p50).toBeCloseTo(5.03);
    expect(run.afterBytes - run.beforeBytes).toBeLessThan(mostHeldBytes);
  } finally {
    directory.remove();
  }
});
