import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

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
