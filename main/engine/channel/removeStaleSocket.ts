import { rm } from 'node:fs/promises';
import { connect } from 'node:net';

/**
 * Removes the socket file of a process that is gone; leaves one that somebody answers on, and anything that is no
 * socket. Windows keeps no file for a pipe.
 */
export async function removeStaleSocket(socketPath: string): Promise<void> {
  if (process.platform === 'win32') return;
  const answer = await new Promise<string>((resolve) => {
    const probe = connect(socketPath, () => {
      probe.destroy();
      resolve('answered');
    });
    probe.on('error', (error) => resolve('code' in error ? String(error.code) : ''));
  });
  // Connecting to a plain file is refused the same way, but nobody else's file bears the name of a socket.
  if (answer === 'ECONNREFUSED') await rm(socketPath, { force: true });
}
