// @ts-check
import { electronCommand } from './electronCommand.js';
import { runInForeground } from './runInForeground.js';
import { withDisplay } from './withDisplay.js';

/**
 * Starts Electron on the project, or on the script named first, on a virtual display where there is no other.
 * @param {string[]} appArguments
 * @returns {Promise<number>} its exit code
 * @throws {import('../setup/SetupError.js').SetupError} when Electron or the display cannot be started
 */
export function launchElectron(appArguments) {
  const { command, args, env, notes } = electronCommand(appArguments);
  for (const note of notes) process.stderr.write(`${note}\n`);
  return withDisplay((shown) => runInForeground(command, args, { env: shown }), { env });
}
