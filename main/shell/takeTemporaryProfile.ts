import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { app } from 'electron';

/**
 * Gives Electron a directory of its own for this run, where nothing is to be kept or nothing can be. To be called before
 * the app is ready; the returned function removes the directory.
 */
export function takeTemporaryProfile(): () => void {
  const directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-'));
  app.setPath('userData', directory);
  app.setPath('sessionData', directory);
  return () => rmSync(directory, { recursive: true, force: true });
}
