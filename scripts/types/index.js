// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { runInForeground } from '../launch/runInForeground.js';
import { projectNode, projectRoot } from '../projectPaths.js';

/** Checks the types of every room that has a tsconfig of its own, and goes on after a room that fails. */
const compiler = join(projectRoot, 'node_modules/typescript/bin/tsc');
const rooms = readdirSync(projectRoot).filter((name) => existsSync(join(projectRoot, name, 'tsconfig.json')));
const failed = [];
for (const room of rooms) {
  const code = await runInForeground(projectNode(), [compiler, '-p', join(projectRoot, room)], { cwd: projectRoot });
  if (code !== 0) failed.push(room);
}
process.stdout.write(
  `types: ${rooms.length} rooms, ${failed.length ? `errors in ${failed.join(', ')}` : 'no errors'}\n`,
);
process.exitCode = failed.length ? 1 : 0;
