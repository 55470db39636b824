// @ts-check
import { join } from 'node:path';
import { runInForeground } from '../launch/runInForeground.js';
import { projectEnvironment, projectNode, projectRoot } from '../projectPaths.js';
import { reportSetupError } from '../reportSetupError.js';
import { prepare } from '../setup/prepare.js';

/** Prepares the command line, runs the quick plan and prints its report; further arguments go to `inferneo-bench run`. */
try {
  await prepare('cli');
  const args = [
    join(projectRoot, 'bin/inferneo-bench.js'),
    'run',
    '--preset',
    'quick',
    '--pdf',
    ...process.argv.slice(2),
  ];
  process.exitCode = await runInForeground(projectNode(), args, { env: projectEnvironment() });
} catch (error) {
  process.exitCode = reportSetupError(error);
}
