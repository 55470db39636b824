// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { buildProblem } from '../build/buildProject.js';
import { ensureBuilt } from '../build/ensureBuilt.js';
import { cacheDirectory } from '../projectPaths.js';
import { SetupError } from '../SetupError.js';
import { withLock } from '../withLock.js';
import { describeFailure } from './describeFailure.js';
import { runSteps } from './runSteps.js';
import { stepsFor } from './stepsFor.js';

/**
 * Brings the project into the state that a target needs: looks first, does only what is missing, looks again.
 * @param {import('./parseArguments.js').Target} target
 * @param {{ say?: (line: string) => void, retryDownload?: boolean }} [options] `say` gets a line for each thing that is done
 * @throws {SetupError} with the reason and the remedy when a step cannot be done
 */
export async function prepare(target, { say = sayOnStderr, retryDownload = false } = {}) {
  const steps = stepsFor(target, { retryDownload });
  const first = await firstUndone(steps);
  if (first !== undefined) await doSteps(steps.slice(first), `node scripts/setup/index.js --for ${target}`, say);
  // Outside the lock of the setups: a build need not wait until another one has compiled SQLite.
  if (target === 'cli') await ensureBuilt();
}

/**
 * @param {import('./stepsFor.js').Step[]} steps
 * @param {string} again
 * @param {(line: string) => void} say
 */
async function doSteps(steps, again, say) {
  const cache = cacheDirectory();
  try {
    mkdirSync(cache, { recursive: true });
    await withLock(join(cache, 'setup.lock'), () => runSteps(steps, { cache, again, say }), { say });
  } catch (error) {
    // What the system refuses has a remedy; anything else is a fault of the scripts, and its stack is wanted.
    if (error instanceof SetupError || !(error instanceof Error && 'code' in error)) throw error;
    throw describeFailure('Setup', String(error), { folder: cache, again, cause: error });
  }
}

/**
 * What a target still lacks.
 * @param {import('./parseArguments.js').Target} target
 * @returns {Promise<string[]>} one line for each step that is not done; those that need node_modules are left out while it is missing
 */
export async function missingFor(target) {
  const lines = [];
  for (const step of stepsFor(target)) {
    const problem = await step.problem();
    if (problem === undefined) continue;
    lines.push(`${step.name}: ${problem}`);
    if (step.name === 'Node packages') return lines;
  }
  const stale = target === 'cli' ? buildProblem() : undefined;
  return stale === undefined ? lines : [...lines, `Build: ${stale}`];
}

/** @param {import('./stepsFor.js').Step[]} steps */
async function firstUndone(steps) {
  for (const [index, step] of steps.entries()) if ((await step.problem()) !== undefined) return index;
  return undefined;
}

/** @param {string} line */
function sayOnStderr(line) {
  process.stderr.write(`setup: ${line}\n`);
}
