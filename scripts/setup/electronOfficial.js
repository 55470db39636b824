// @ts-check
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { cacheDirectory, projectNode, projectRoot } from '../projectPaths.js';
import { runCommand } from '../runCommand.js';
import { unlinkElectron, wantedElectronVersion } from './electronLink.js';

/** Without a new byte for this long the download counts as refused: a firewall may swallow packets without a word. */
const silenceMs = 20_000;
/** A refusal is believed for a day, so that it costs its time-out once and a changed network is noticed. */
const refusalMs = 24 * 3600 * 1000;

const refusalFile = () => join(cacheDirectory(), 'electron-download-refused.json');

/** Whether the download of this version was refused lately. */
export function wasRefused() {
  if (!existsSync(refusalFile())) return false;
  try {
    const { version, atMs } = JSON.parse(readFileSync(refusalFile(), 'utf8'));
    return version === wantedElectronVersion() && Date.now() - atMs < refusalMs;
  } catch (error) {
    if (error instanceof SyntaxError) return false;
    throw error;
  }
}

/**
 * Installs the Electron that package.json names, with Electron's own installer, which verifies its checksum.
 * @param {string} work an empty folder
 * @returns {Promise<string | undefined>} why it could not, undefined when it is installed
 */
export async function installOfficialElectron(work) {
  unlinkElectron();
  const installer = join(projectRoot, 'node_modules/electron/install.js');
  const temporary = join(work, 'download');
  mkdirSync(temporary);
  const distribution = join(projectRoot, 'node_modules/electron/dist');
  const growing = growthWatch([temporary, distribution]);
  const { code, output, stalled } = await runCommand(projectNode(), [installer], {
    cwd: projectRoot,
    // Node's own fetch looks at HTTPS_PROXY only when told to.
    env: { ...process.env, TMPDIR: temporary, NODE_USE_ENV_PROXY: '1' },
    isAlive: growing,
  });
  if (code === 0) {
    rmSync(refusalFile(), { force: true });
    return undefined;
  }
  unlinkElectron();
  mkdirSync(cacheDirectory(), { recursive: true });
  writeFileSync(refusalFile(), JSON.stringify({ version: wantedElectronVersion(), atMs: Date.now() }));
  if (stalled) return `no answer for ${silenceMs / 1000} s`;
  return (
    output
      .split('\n')
      .find((line) => /error/i.test(line))
      ?.trim() ?? `exit ${code}`
  );
}

/**
 * @param {string[]} folders
 * @returns {() => boolean} false once the folders have not grown for a while
 */
function growthWatch(folders) {
  let sizeBytes = -1;
  let grewAtMs = performance.now();
  return () => {
    const now = folders.reduce((total, folder) => total + folderBytes(folder), 0);
    if (now !== sizeBytes) grewAtMs = performance.now();
    sizeBytes = now;
    return performance.now() - grewAtMs < silenceMs;
  };
}

/** @param {string} folder */
function folderBytes(folder) {
  if (!existsSync(folder)) return 0;
  let total = 0;
  for (const entry of readdirSync(folder, { recursive: true, withFileTypes: true })) {
    // The installer moves files while this looks.
    if (entry.isFile()) total += statSync(join(entry.parentPath, entry.name), { throwIfNoEntry: false })?.size ?? 0;
  }
  return total;
}
