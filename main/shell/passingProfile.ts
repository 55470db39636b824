import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { makeDirectory } from '../files/makeDirectory.ts';

/**
 * A directory for what Electron wants to keep where nothing is to be kept, or nothing can be. Electron still writes there
 * while it ends, after the last of this program's own code, so each start takes away what earlier ones have left.
 * @param cacheDirectory where it is made; in the system's temporary directory when that cannot be written to
 */
export function passingProfile(cacheDirectory: string): string {
  const parent = join(cacheDirectory, 'profiles');
  try {
    makeDirectory(parent);
    removeAbandoned(parent);
    const directory = join(parent, String(process.pid));
    rmSync(directory, { recursive: true, force: true });
    mkdirSync(directory);
    return directory;
  } catch {
    // No cache can be written to: the system's own place for such things is left, and cleaned by the system.
    return mkdtempSync(join(tmpdir(), 'inferneo-bench-profile-'));
  }
}

function removeAbandoned(parent: string): void {
  for (const name of readdirSync(parent)) {
    if (/^\d+$/.test(name) && !isAlive(Number(name))) rmSync(join(parent, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    // Another user's process may not be signalled, but it is there.
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}
