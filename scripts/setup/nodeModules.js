// @ts-check
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../projectPaths.js';
import { describeFailure, isFull } from './describeFailure.js';
import { requireSpace } from './requireSpace.js';
import { runNpm } from './runNpm.js';

/** What the packages take on disk, with room for npm's temporary files. */
const installedBytes = 1_200_000_000;

/** @typedef {{ version?: string, optional?: boolean, link?: boolean }} LockedPackage */
/** @typedef {Record<string, LockedPackage>} LockedPackages */

/**
 * Why the installed packages are not those of the lock file. npm writes its record of what it installed last, so a
 * half-finished install has none.
 * @param {LockedPackages} wanted `packages` of package-lock.json
 * @param {LockedPackages | undefined} installed `packages` of node_modules/.package-lock.json
 * @param {(path: string) => boolean} isThere
 * @returns {string | undefined}
 */
export function packagesProblem(wanted, installed, isThere) {
  if (!installed) return 'missing or unfinished';
  for (const [path, entry] of Object.entries(wanted)) {
    if (path === '' || entry.link) continue;
    const found = installed[path];
    // An optional package is absent where it is not meant for this platform.
    if (!found && entry.optional) continue;
    const name = path.replace(/^.*node_modules\//, '');
    if (found?.version !== entry.version) return `${name} ${found?.version ?? 'absent'}, wanted ${entry.version}`;
    if (!isThere(join(path, 'package.json'))) return `${name} is gone`;
  }
  // The pinned Node is put in place by its own install script.
  return isThere('node_modules/node/bin/node') ? undefined : 'the pinned Node.js is gone';
}

/** @returns {string | undefined} */
export function nodeModulesProblem() {
  const wanted = JSON.parse(readFileSync(join(projectRoot, 'package-lock.json'), 'utf8')).packages;
  const record = join(projectRoot, 'node_modules/.package-lock.json');
  const installed = existsSync(record) ? JSON.parse(readFileSync(record, 'utf8')).packages : undefined;
  return packagesProblem(wanted, installed, (path) => existsSync(join(projectRoot, path)));
}

/** @param {string} again the command to run again after a failure */
export async function installNodeModules(again) {
  const what = 'Installing the node packages';
  // An install that is only outdated is deleted first and gives its space back.
  if (!existsSync(join(projectRoot, 'node_modules'))) requireSpace(projectRoot, installedBytes, { what, again });
  const { code, output } = await runNpm(['ci', '--no-audit', '--no-fund'], { cwd: projectRoot, again });
  // On a full disk npm has been seen to go on with files that are cut off.
  if (code !== 0 || isFull(projectRoot)) throw describeFailure(what, output, { folder: projectRoot, again });
}
