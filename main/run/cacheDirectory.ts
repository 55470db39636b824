import { homedir } from 'node:os';
import { join } from 'node:path';

/** Where what can be made again lives: the embedded engine's weights, the Electron runtime. Outside node_modules, so that a fresh install keeps it. */
export function cacheDirectory(environment: NodeJS.ProcessEnv): string {
  return (
    environment.INFERNEO_BENCH_CACHE ?? join(environment.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'inferneo-bench')
  );
}
