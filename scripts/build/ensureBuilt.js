// @ts-check
import { buildProblem, buildProject } from './buildProject.js';

/**
 * Builds what has changed since the last build, and says so.
 * @param {{ always?: boolean }} [options] whether to build although nothing has changed
 * @throws {import('../setup/SetupError.js').SetupError} with the compiler's words
 */
export async function ensureBuilt({ always = false } = {}) {
  const problem = always ? 'asked for' : buildProblem();
  if (problem === undefined) return;
  process.stderr.write(`build: ${problem}. Building, about 10 s ...\n`);
  await buildProject({ always });
}
