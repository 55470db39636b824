// @ts-check
import { projectEnvironment } from '../projectPaths.js';
import { reportSetupError } from '../reportSetupError.js';
import { runInForeground } from './runInForeground.js';
import { withDisplay } from './withDisplay.js';

/** Runs a command on a virtual display of its own: node scripts/launch/onDisplay.js <command> [arguments] */
const [command, ...args] = process.argv.slice(2);
try {
  if (command === undefined) {
    process.stderr.write('Usage: node scripts/launch/onDisplay.js <command> [arguments]\n');
    process.exitCode = 2;
  } else {
    const env = projectEnvironment();
    process.exitCode = await withDisplay((shown) => runInForeground(command, args, { env: shown }), {
      alwaysVirtual: true,
      env,
    });
  }
} catch (error) {
  process.exitCode = reportSetupError(error);
}
