// @ts-check
import { existsSync, readdirSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { runCommand } from '../runCommand.js';
import { SetupError } from '../SetupError.js';

/**
 * A Debian package by the names it has had: releases since Debian 13 and Ubuntu 24.04 end some names in `t64`.
 * @typedef {string[]} PackageNames
 */

/** @type {PackageNames[]} */
const electronPackages = [
  ['libgtk-3-0', 'libgtk-3-0t64'],
  ['libnss3'],
  ['libasound2', 'libasound2t64'],
  ['libgbm1'],
  ['libxss1'],
];
/** @type {PackageNames[]} */
const displayPackages = [['xvfb']];
/** For the real server that tests measure; where nobody may install it those tests are skipped. @type {PackageNames[]} */
const testPackages = [['python3-venv']];

const compilers = [
  { command: 'g++', names: ['g++'] },
  { command: 'make', names: ['make'] },
  { command: 'python3', names: ['python3'] },
  { command: 'strip', names: ['binutils'] },
];

/** @param {NodeJS.ProcessEnv} [environment] */
export function hasDisplay(environment = process.env) {
  return process.platform !== 'linux' || Boolean(environment.DISPLAY || environment.WAYLAND_DISPLAY);
}

/**
 * What Electron needs from the system and the system lacks.
 * @param {{ virtualDisplay: boolean, isForTests?: boolean, executable?: string | undefined }} needs whether windows are
 *   opened on a virtual display, whether tests are to run, and the Electron to look at where there is no package database
 *   to ask
 * @returns {Promise<PackageNames[]>}
 */
export async function missingLibraries({ virtualDisplay, isForTests = false, executable }) {
  if (process.platform !== 'linux') return [];
  if (!onPath('dpkg-query')) {
    const display = virtualDisplay && !onPath('Xvfb') ? [['Xvfb']] : [];
    return [...(executable ? await missingSharedLibraries(executable) : []), ...display];
  }
  const mayInstall = process.getuid?.() === 0;
  const wanted = [
    ...electronPackages,
    ...(virtualDisplay ? displayPackages : []),
    ...(isForTests && mayInstall ? testPackages : []),
  ];
  // It exits with 1 when a name is unknown to it and still answers for the others.
  const format = `--showformat=\${Package} \${db:Status-Status}\\n`;
  const { output } = await runCommand('dpkg-query', ['--show', format, ...wanted.flat()]);
  return missingFrom(wanted, output);
}

/**
 * The shared libraries that an executable asks for and the linker does not find.
 * @param {string} executable
 * @returns {Promise<PackageNames[]>}
 */
async function missingSharedLibraries(executable) {
  if (!onPath('ldd')) return [];
  const { output } = await runCommand('ldd', [executable]);
  return [...output.matchAll(/^\s*(\S+) => not found/gm)].map(([, library]) => [/** @type {string} */ (library)]);
}

/**
 * @param {PackageNames[]} wanted
 * @param {string} listing what dpkg-query printed: a package and its status per line, and complaints
 * @returns {PackageNames[]}
 */
export function missingFrom(wanted, listing) {
  const installed = new Set();
  for (const line of listing.split('\n')) {
    const [name, status] = line.trim().split(' ');
    if (status === 'installed') installed.add(name);
  }
  return wanted.filter((names) => !names.some((name) => installed.has(name)));
}

/**
 * The tools to compile with that are not on the PATH.
 * @returns {PackageNames[]}
 */
export function missingCompilers(isThere = onPath) {
  return compilers.filter(({ command }) => !isThere(command)).map(({ names }) => names);
}

/**
 * Installs packages when this user may, else says the command.
 * @param {PackageNames[]} missing
 * @param {string} again the command to run again after a failure
 * @param {{ isRoot?: boolean, isThere?: (command: string) => boolean }} [options]
 */
export async function installPackages(missing, again, options = {}) {
  const { isRoot = process.getuid?.() === 0, isThere = onPath } = options;
  const what = `System packages are missing: ${missing.map((names) => names[0]).join(' ')}`;
  if (!isThere('apt-get')) {
    throw new SetupError(`${what}.`, `Install the packages of your system that provide these, then: ${again}`);
  }
  if (isRoot && !hasPackageLists()) await apt(['update']);
  const names = await availableNames(missing);
  const command = `apt-get install -y --no-install-recommends ${names.join(' ')}`;
  const asRoot = isRoot ? `apt-get update && ${command}` : `sudo apt-get update && sudo ${command}`;
  if (!isRoot) throw new SetupError(`${what}. This user cannot install them.`, `${asRoot}\n    then: ${again}`);
  let result = await apt(['install', '-y', '--no-install-recommends', ...names]);
  if (result.code !== 0) {
    // The lists may name versions that the mirror no longer has.
    await apt(['update']);
    result = await apt(['install', '-y', '--no-install-recommends', ...(await availableNames(missing))]);
  }
  if (result.code === 0) return;
  const tail = result.output.trimEnd().split('\n').slice(-8).join('\n    ');
  throw new SetupError(`${what}, and installing them failed:\n    ${tail}`, `${asRoot}\n    then: ${again}`);
}

/** @param {string[]} args */
function apt(args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive', LC_ALL: 'C' };
  return runCommand('apt-get', ['-q', '-o', 'DPkg::Lock::Timeout=300', ...args], { env });
}

function hasPackageLists() {
  const folder = '/var/lib/apt/lists';
  return existsSync(folder) && readdirSync(folder).some((name) => name.includes('_Packages'));
}

/**
 * The name by which this release has each package.
 * @param {PackageNames[]} missing
 */
async function availableNames(missing) {
  if (!onPath('apt-cache')) return missing.map(([first]) => /** @type {string} */ (first));
  const env = { ...process.env, LC_ALL: 'C' };
  const { output } = await runCommand('apt-cache', ['policy', ...missing.flat()], { env });
  return chooseNames(missing, output);
}

/**
 * @param {PackageNames[]} missing
 * @param {string} policy what `apt-cache policy` printed
 * @returns {string[]} one name each: the first that has a candidate, else the first
 */
export function chooseNames(missing, policy) {
  const candidates = new Set();
  let name = '';
  for (const line of policy.split('\n')) {
    if (/^\S.*:$/.test(line)) name = line.slice(0, -1);
    else if (/^\s+Candidate: (?!\(none\))/.test(line)) candidates.add(name);
  }
  return missing.map((names) => names.find((each) => candidates.has(each)) ?? /** @type {string} */ (names[0]));
}

/** @param {string} command */
export function onPath(command) {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean);
  return [...folders, '/usr/sbin', '/sbin'].some((folder) => existsSync(join(folder, command)));
}
