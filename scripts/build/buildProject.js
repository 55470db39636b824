// @ts-check
import { createHash } from 'node:crypto';
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectNode, projectRoot } from '../projectPaths.js';
import { runCommand } from '../runCommand.js';
import { SetupError } from '../SetupError.js';
import { withLock } from '../withLock.js';

const output = join(projectRoot, 'out');
const stamp = join(output, 'build-stamp.json');
const sources = [
  'core',
  'main',
  'preload',
  'renderer',
  'config',
  'resources',
  'electron.vite.config.ts',
  'package.json',
  'package-lock.json',
  'tsconfig.base.json',
];

/**
 * Why the build does not match the sources.
 * @returns {string | undefined}
 */
export function buildProblem() {
  if (!existsSync(stamp)) return 'not built, or not to the end';
  const { sourcesHash, files } = JSON.parse(readFileSync(stamp, 'utf8'));
  const gone = /** @type {string[]} */ (files).find((path) => !existsSync(join(output, path)));
  if (gone) return `out/${gone} is gone`;
  return sourcesHash === hashSources() ? undefined : 'the sources have changed';
}

/**
 * Builds everything unless another process has just done so.
 * @param {{ always?: boolean }} [options] whether to build although nothing has changed
 * @throws {SetupError} with the compiler's words
 */
export function buildProject({ always = false } = {}) {
  return withLock(join(output, 'build.lock'), async () => {
    if (always || buildProblem() !== undefined) await build();
  });
}

/** The stamp goes first and comes back last, so a build that was cut off does not count. */
async function build() {
  // Taken before: a source changed during the build makes it stale again.
  const sourcesHash = hashSources();
  rmSync(stamp, { force: true });
  const tool = join(projectRoot, 'node_modules/electron-vite/bin/electron-vite.js');
  const env = { ...process.env, NODE_ENV: 'production', NO_COLOR: '1' };
  const { code, output: text } = await runCommand(projectNode(), [tool, 'build'], { cwd: projectRoot, env });
  if (code !== 0)
    throw new SetupError(`The build failed.\n${text.trimEnd()}`, 'Mend the error above, then: npm run build');
  const files = ['main', 'preload', 'renderer'].flatMap((folder) => filesUnder(output, folder));
  writeFileSync(`${stamp}.part`, JSON.stringify({ sourcesHash, files }));
  renameSync(`${stamp}.part`, stamp);
}

/** Content, not times: a fresh clone, a checkout and a touched file must not count as a change. */
function hashSources() {
  const hash = createHash('sha256');
  for (const path of sources.flatMap((source) => filesUnder(projectRoot, source)).sort()) {
    hash
      .update(path)
      .update('\0')
      .update(readFileSync(join(projectRoot, path)))
      .update('\0');
  }
  return hash.digest('hex');
}

/**
 * @param {string} root
 * @param {string} path a file or a folder under the root
 * @returns {string[]} paths relative to the root
 */
function filesUnder(root, path) {
  const full = join(root, path);
  if (!existsSync(full)) return [];
  if (!statSync(full).isDirectory()) return [path];
  return readdirSync(full).flatMap((name) => filesUnder(root, join(path, name)));
}
