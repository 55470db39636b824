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
