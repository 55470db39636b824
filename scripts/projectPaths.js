import { existsSync, realpathSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import { delimiter, dirname, join, resolve } from 'node:path';

// @ts-check

/** The root of this project: the folder that holds package.json. */
export const projectRoot = resolve(import.meta.dirname, '..');

/**
 * Where setup keeps what must outlive `npm ci`: the Electron runtime and the rebuilt SQLite binding.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string} an absolute path; it may not exist yet
 */
export function cacheDirectory(environment = process.env) {
  if (environment.INFERNEO_BENCH_CACHE) return resolve(environment.INFERNEO_BENCH_CACHE);
  if (environment.XDG_CACHE_HOME) return resolve(environment.XDG_CACHE_HOME, 'inferneo-bench');
  const home = environment.HOME ?? (environment === process.env ? homedir() : '');
  // Without a home the folder is shared by all users of the machine, so it carries the user's number.
  return home
    ? join(home, '.cache', 'inferneo-bench')
    : join(tmpdir(), `inferneo-bench-${process.getuid?.() ?? 'user'}`);
}

/** @param {string} path */
const insideNodeModules = (path) => path.split(/[\\/]/).includes('node_modules');

/**
 * The Node that came with the machine. Inside `npm run`, `node` is the one in node_modules, which `npm ci` deletes and
 * whose package carries no headers to compile against.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string}
 */
export function systemNode(environment = process.env) {
  const name = process.platform === 'win32' ? 'node.exe' : 'node';
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const candidates = [environment.npm_node_execpath, process.execPath, ...folders.map((folder) => join(folder, name))];
  for (const candidate of candidates) {
    if (candidate && existsSync(candidate) && !insideNodeModules(realpathSync(candidate)))
      return realpathSync(candidate);
  }
  return process.execPath;
}

/** The Node that the project's scripts run on: the pinned one once it is installed, else the machine's. */
export function projectNode() {
  const pinned = join(projectRoot, 'node_modules/node/bin/node');
  return existsSync(pinned) ? pinned : systemNode();
}

/**
 * The folder of the npm that belongs to the machine's Node.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {string | undefined}
 */
export function npmDirectory(environment = process.env) {
  const prefix = dirname(dirname(systemNode(environment)));
  const folders = (environment.PATH ?? '').split(delimiter).filter(Boolean);
  const commands = folders.map((folder) => join(folder, 'npm')).filter((path) => existsSync(path));
  const candidates = [
    environment.npm_execpath ? dirname(dirname(environment.npm_execpath)) : '',
    join(prefix, 'lib/node_modules/npm'),
    join(prefix, 'node_modules/npm'),
    ...commands.map((path) => dirname(dirname(realpathSync(path)))),
  ];
  return candidates.find((folder) => folder !== '' && existsSync(join(folder, 'bin/npm-cli.js')));
}

/**
 * The environment in which the project's tools run: its own programs, the pinned Node among them, come first.
 * @param {NodeJS.ProcessEnv} [environment]
 * @returns {NodeJS.ProcessEnv}
 */
export function projectEnvironment(environment = process.env) {
  const programs = join(projectRoot, 'node_modules/.bin');
  return { ...environment, PATH: [programs, environment.PATH].filter(Boolean).join(delimiter) };
}
