// @ts-check
import { copyFileSync, cpSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { dirname, join } from 'node:path';
import { cacheDirectory, npmDirectory, projectRoot, systemNode } from '../projectPaths.js';
import { runCommand } from '../runCommand.js';
import { SetupError } from '../SetupError.js';
import { describeFailure } from './describeFailure.js';
import { requireSpace } from './requireSpace.js';
import { recipeHash, stampName, stampProblem, writeStamp } from './stamp.js';

const packageFolder = join(projectRoot, 'node_modules/better-sqlite3');
const addonApiFolder = join(projectRoot, 'node_modules/node-addon-api');
/** Source, objects and the finished binding. */
const compileBytes = 150_000_000;
const binding = 'better_sqlite3.node';
/** Where better-sqlite3 looks first; the published binding lies in another folder. */
const installed = join(packageFolder, 'build/Release');

/**
 * The published binding declares Node-API 10, which crashes in runtimes older than Node 22.14. The same source with
 * this one definition changed runs on Node-API 9 and later, so in every runtime that the product supports.
 */
const publishedDefinition = "'NAPI_VERSION=10'";
const replacedDefinition = "'NAPI_EXPERIMENTAL', 'NODE_API_EXPERIMENTAL_NO_WARNING'";

/** SQLite's own usual level: a quarter less time to compile than the package's -O3, and no slower here. */
const compilerFlags = { CFLAGS: '-O2', CXXFLAGS: '-O2' };

export function sqliteIdentity() {
  const { version } = JSON.parse(readFileSync(join(packageFolder, 'package.json'), 'utf8'));
  return {
    version: /** @type {string} */ (version),
    recipe: recipeHash(replacedDefinition, compilerFlags.CFLAGS, process.arch),
  };
}

/** @param {string} version */
export function sqliteFolder(version) {
  return join(cacheDirectory(), `better-sqlite3-${version}-napi9-${process.platform}-${process.arch}`);
}

/**
 * Why the rebuilt binding is not in place.
 * @returns {string | undefined}
 */
export function sqliteProblem() {
  return stampProblem(installed, sqliteIdentity());
}

/** Whether the binding must be compiled, not only copied from the cache or left as it is. */
export function sqliteMustCompile() {
  if (sqliteProblem() === undefined) return false;
  const identity = sqliteIdentity();
  return stampProblem(sqliteFolder(identity.version), identity) !== undefined;
}

/**
 * Compiles the binding into the cache where needed and puts it where better-sqlite3 looks first.
 * @param {string} work an empty folder on the same disk as the cache
 * @param {string} again the command to run again after a failure
 */
export async function placeSqliteBinding(work, again) {
  const identity = sqliteIdentity();
  const folder = sqliteFolder(identity.version);
  if (sqliteMustCompile()) {
    requireSpace(work, compileBytes, { what: 'Rebuilding better-sqlite3', again, inCache: true });
    const finished = await compile(work, again);
    writeStamp(finished, identity);
    rmSync(folder, { recursive: true, force: true });
    renameSync(finished, folder);
  }
  rmSync(installed, { recursive: true, force: true });
  // The stamp is copied last, so a copy that was cut off does not count.
  mkdirSync(installed, { recursive: true });
  for (const name of [binding, stampName]) copyFileSync(join(folder, name), join(installed, name));
}

/**
 * @param {string} work
 * @param {string} again
 */
async function compile(work, again) {
  const source = join(work, 'better-sqlite3');
  cpSync(packageFolder, source, {
    recursive: true,
    filter: (path) => !/better-sqlite3[\\/](build|prebuilds)$/.test(path),
  });
  cpSync(addonApiFolder, join(source, 'node_modules/node-addon-api'), { recursive: true });
  patchDefinition(join(source, 'binding.gyp'));
  const npm = npmDirectory();
  if (!npm) throw new SetupError('npm was not found, and its node-gyp is needed.', `Install npm, then: ${again}`);
  const headers = nodeHeaders();
  const args = ['rebuild', '--release', '--force_build=1', '-j', String(availableParallelism())];
  if (headers) args.push(`--nodedir=${headers}`);
  const { code, output } = await runCommand(
    systemNode(),
    [join(npm, 'node_modules/node-gyp/bin/node-gyp.js'), ...args],
    { cwd: source, env: { ...process.env, ...compilerFlags } },
  );
  const built = join(source, 'build/Release', binding);
  if (code !== 0 || !existsSync(built)) throw compileFailure(output, headers, work, again);
  // The symbols are five times the code; without `strip` the file is only larger.
  await runCommand('strip', [built]).catch((error) => {
    if (error.code !== 'ENOENT') throw error;
  });
  const finished = join(work, 'finished');
  mkdirSync(finished);
  renameSync(built, join(finished, binding));
  return finished;
}

/** @param {string} path */
function patchDefinition(path) {
  const text = readFileSync(path, 'utf8');
  if (!text.includes(publishedDefinition)) {
    throw new SetupError(
      `better-sqlite3 ${sqliteIdentity().version} no longer has ${publishedDefinition} in its binding.gyp.`,
      'Pin better-sqlite3 to 13.2.0 in package.json, then: npm ci',
    );
  }
  writeFileSync(path, text.replaceAll(publishedDefinition, replacedDefinition));
}

/** The folder whose `include/node` holds the headers of the machine's Node, undefined where it has none. */
export function nodeHeaders(node = systemNode()) {
  const prefix = dirname(dirname(node));
  return [prefix, '/usr', '/usr/local'].find((folder) => existsSync(join(folder, 'include/node/common.gypi')));
}

/**
 * @param {string} output
 * @param {string | undefined} headers
 * @param {string} folder
 * @param {string} again
 */
function compileFailure(output, headers, folder, again) {
  if (headers) return describeFailure('Rebuilding better-sqlite3', output, { folder, again });
  return new SetupError(
    `The headers of Node.js ${process.version} are not on this machine and could not be downloaded, so better-sqlite3 cannot be rebuilt.`,
    `Install Node.js with its headers (Debian's own Node: sudo apt-get install libnode-dev), then: ${again}`,
  );
}
