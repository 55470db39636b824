// @ts-check
import { join } from 'node:path';
import { runInForeground } from '../launch/runInForeground.js';
import { withDisplay } from '../launch/withDisplay.js';
import { projectEnvironment, projectNode, projectRoot } from '../projectPaths.js';
import { reportSetupError } from '../reportSetupError.js';
import { prepare } from '../setup/prepare.js';

/** Opens the window with hot reload. */
try {
  await prepare('window');
  const tool = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');
  const args = [tool, 'dev', ...(process.getuid?.() === 0 ? ['--noSandbox'] : []), ...process.argv.slice(2)];
  process.exitCode = await withDisplay((env) => runInForeground(projectNode(), args, { env, cwd: projectRoot }), {
    env: projectEnvironment(),
  });
} catch (error) {
  process.exitCode = reportSetupError(error);
}
