// @ts-check
import { existsSync, lstatSync, readFileSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { projectRoot } from '../projectPaths.js';
import { fallbackFolder, fallbackIdentity, fallbackRuntime } from './electronFallback.js';
import { stampProblem } from './stamp.js';

const electronPackage = join(projectRoot, 'node_modules/electron');
const distribution = join(electronPackage, 'dist');
const pathFile = join(electronPackage, 'path.txt');

/** The version that package.json asks for, from the installed package. */
export function wantedElectronVersion() {
  return /** @type {string} */ (JSON.parse(readFileSync(join(electronPackage, 'package.json'), 'utf8')).version);
}

/**
 * What `node_modules/electron` starts now.
 * @returns {{ kind: 'official' | 'fallback', version: string, executable: string } | { problem: string }}
 */
export function linkedElectron() {
  if (!existsSync(pathFile)) return { problem: 'not installed' };
  const executable = join(distribution, readFileSync(pathFile, 'utf8'));
  if (!existsSync(executable)) return { problem: `${executable} is missing` };
  if (isLink()) {
    // Looked at where it points, which need not be the cache of this session: another one may have made it.
    const problem = stampProblem(distribution, fallbackIdentity());
    return problem ? { problem } : { kind: 'fallback', version: fallbackRuntime.electronVersion, executable };
  }
  // Electron's own installer writes path.txt last, so with it present and the version right the folder is whole.
  const versionFile = join(distribution, 'version');
  const version = existsSync(versionFile) ? readFileSync(versionFile, 'utf8').trim().replace(/^v/, '') : 'unknown';
  if (version !== wantedElectronVersion())
    return { problem: `version ${version} instead of ${wantedElectronVersion()}` };
  return { kind: 'official', version, executable };
}

/** Takes away whatever is linked or half installed, the entry that makes it count first. */
export function unlinkElectron() {
  rmSync(pathFile, { force: true });
  rmSync(distribution, { recursive: true, force: true });
}

/** Makes `node_modules/electron` start the fallback runtime; `npx electron`, electron-vite and Playwright then need no variable. */
export function linkFallback() {
  unlinkElectron();
  symlinkSync(fallbackFolder(), distribution);
  writeFileSync(`${pathFile}.part`, 'electron');
  renameSync(`${pathFile}.part`, pathFile);
}

function isLink() {
  return lstatSync(distribution, { throwIfNoEntry: false })?.isSymbolicLink() === true;
}
