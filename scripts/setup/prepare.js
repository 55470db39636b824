// @ts-check
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { describeFailure } from './describeFailure.js';
import { cacheDirectory } from './projectPaths.js';
import { runSteps } from './runSteps.js';
import { SetupError } from './SetupError.js';
import { stepsFor } from './stepsFor.js';
import { withLock } from './withLock.js';

/**
 * Brings the project into the state that a target needs: looks first, does only what is missing, looks again.
 * @param {import('./parseArguments.js').Target} target
 * @param {{ say?: (line: string) => void, retryDownload?: boolean }} [options] `say` gets a line for each thing that is done
 * @throws {SetupError} with the reason and the remedy when a step cannot be done
 */
export async function prepare(target, { say = sayOnStderr, retryDownload = false } = {}) {
  const steps = stepsFor(target, { retryDownload });
  const again = `node scripts/setup/index.js --for ${target}`;
  const first = await firstUndone(steps);
  if (first === undefined) return;
  const cache = cacheDirectory();
  try {
    mkdirSync(cache, { recursive: true });
    await withLock(join(cache, 'setup.lock'), () => runSteps(steps.slice(first), { cache, again, say }), { say });
  } catch (error) {
    if (error instanceof SetupError) throw error;
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
    if (step.name === 'Node packages') break;
  }
  return lines;
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
