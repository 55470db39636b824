// @ts-check
import { join } from 'node:path';
import { npmDirectory, systemNode } from '../projectPaths.js';
import { runCommand } from '../runCommand.js';
import { SetupError } from '../SetupError.js';

/** npm's own patience, over a minute, is long for a reader who is offline. */
const quietAndQuick = ['--loglevel=error', '--fetch-retry-mintimeout=2000', '--fetch-retry-maxtimeout=10000'];

/**
 * Runs the machine's npm on the machine's Node: the one in node_modules may be deleted while npm works.
 * @param {string[]} args
 * @param {{ cwd: string, again: string }} context `again` is the command to run again when there is no npm
 */
export function runNpm(args, { cwd, again }) {
  const npm = npmDirectory();
  if (!npm) throw new SetupError('npm was not found.', `Install npm (it comes with Node.js), then: ${again}`);
  return runCommand(systemNode(), [join(npm, 'bin/npm-cli.js'), ...args, ...quietAndQuick], { cwd });
}
