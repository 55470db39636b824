// @ts-check
import { mkdirSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { SetupError } from '../SetupError.js';

/**
 * Does the steps that are not done, one after the other; the caller holds the lock of the cache.
 * @param {import('./stepsFor.js').Step[]} steps
 * @param {{ cache: string, again: string, say: (line: string) => void }} context the cache folder, which must exist, and
 *   the command to run again after a failure
 * @throws {SetupError} when a step fails, or is as undone after it as before
 */
export async function runSteps(steps, { cache, again, say }) {
  // Whoever holds the lock is alone, so a folder left here belongs to a setup that was cut off.
  for (const name of readdirSync(cache)) {
    // A compiler that outlived its setup may still write there for a moment.
    if (name.startsWith('work-')) rmSync(join(cache, name), { recursive: true, force: true, maxRetries: 10 });
  }
  for (const step of steps) {
    // Another setup may have done it while this one waited for the lock.
    const problem = await step.problem();
    if (problem === undefined) continue;
    say(`${step.name}: ${problem}. ${step.doing()} ...`);
    const startMs = performance.now();
    const work = join(cache, `work-${process.pid}`);
    mkdirSync(work, { recursive: true });
    try {
      await step.act({ work, again, say });
    } finally {
      rmSync(work, { recursive: true, force: true, maxRetries: 10 });
    }
    const left = await step.problem();
    if (left !== undefined) throw new SetupError(`${step.name}: done, and still ${left}.`, again);
    say(`${step.name}: ready after ${((performance.now() - startMs) / 1000).toFixed(1)} s.`);
  }
}
