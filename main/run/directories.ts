import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where what can be made again lives: the embedded engine's weights, the Electron runtime. Outside node_modules, so that a
 * fresh install keeps it. A variable that is set to nothing counts as not set.
 */
export function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  if (environment.INFERNEO_BENCH_CACHE) return resolve(environment.INFERNEO_BENCH_CACHE);
  return resolve(environment.XDG_CACHE_HOME || join(homedir(), '.cache'), 'inferneo-bench');
}

/**
 * Where runs, reports, the user's configuration and the log live: the directory given, else the platform's usual place.
 */
export function dataDirectory(
  given: string | undefined,
  environment: NodeJS.ProcessEnv,
  platform: NodeJS.Platform,
): string {
  if (given !== undefined) return resolve(given);
  // A variable that is set to nothing counts as not set, here and below.
  if (platform === 'win32') return join(environment.APPDATA || join(homedir(), 'AppData', 'Roaming'), 'inferneo-bench');
  if (platform === 'darwin') return join(homedir(), 'Library', 'Application Support', 'inferneo-bench');
  return resolve(environment.XDG_DATA_HOME || join(homedir(), '.local', 'share'), 'inferneo-bench');
}

/** Where the report of the last run stands. */
export function latestReportDirectory(paths: ProductPaths): string {
  return join(paths.dataDirectory, 'reports', 'latest');
}

/** Where the product finds its own files and keeps its user's. Absolute. */
export interface ProductPaths {
  /** Built worker bundles: `runner.cjs`, `engine.cjs`, … */
  bundles: string;
  /** The configuration that comes with the product. */
  bundledConfiguration: string;
  dataDirectory: string;
  cacheDirectory: string;
}
