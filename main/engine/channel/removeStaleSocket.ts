import { lstat, rm } from 'node:fs/promises';
import { connect } from 'node:net';
import { systemErrorCode } from '../systemErrorCode.ts';

/**
 * Removes the socket file of a process that is gone; leaves one that somebody answers on, and anything that is no
 * socket. Windows keeps no file for a pipe.
 *
 * @throws the system's error when the path cannot be looked at for another reason than that it does not exist.
 */
export async function removeStaleSocket(socketPath: string): Promise<void> {
  if (process.platform === 'win32' || !(await isSocket(socketPath))) return;
  const isAnswered = await new Promise<boolean>((resolve) => {
    const probe = connect(socketPath, () => {
      probe.destroy();
      resolve(true);
    });
    probe.on('error', (error) => resolve(systemErrorCode(error) !== 'ECONNREFUSED'));
  });
  if (!isAnswered) await rm(socketPath, { force: true });
}

async function isSocket(path: string): Promise<boolean> {
  try {
    return (await lstat(path)).isSocket();
  } catch (error) {
    if (systemErrorCode(error) === 'ENOENT') return false;
    throw error;
  }
}
