// @ts-check
import { ensureBuilt } from '../build/ensureBuilt.js';
import { launchElectron } from '../launch/launchElectron.js';
import { reportSetupError } from '../reportSetupError.js';
import { prepare } from '../setup/prepare.js';

/** Prepares the window, builds what has changed and opens it; further arguments go to the app. */
try {
  await prepare('window');
  await ensureBuilt();
  process.exitCode = await launchElectron(process.argv.slice(2));
} catch (error) {
  process.exitCode = reportSetupError(error);
}
