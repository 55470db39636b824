// @ts-check
import { reportSetupError } from '../setup/reportSetupError.js';
import { electronCommand } from './electronCommand.js';
import { runInForeground } from './runInForeground.js';
import { withDisplay } from './withDisplay.js';

/** Starts Electron on the project, or on the script named first, and ends as it ends. */
try {
  const { command, args, env, notes } = electronCommand(process.argv.slice(2));
  for (const note of notes) process.stderr.write(`${note}\n`);
  process.exitCode = await withDisplay((shown) => runInForeground(command, args, { env: shown }), { env });
} catch (error) {
  process.exitCode = reportSetupError(error);
}
