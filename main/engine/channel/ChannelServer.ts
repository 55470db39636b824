import { lstat, rm } from 'node:fs/promises';
import { connect, createServer, type Server, type Socket } from 'node:net';
import { systemErrorCode } from '../EngineFailure.ts';
import type { FifoQueue } from '../generation/FifoQueue.ts';
import { ChannelClient } from './ChannelClient.ts';
import type { ServedModel } from './ServedModel.ts';

/** Serves a model to any number of connections on one Unix socket or named pipe. */
export class ChannelServer {
  readonly #server: Server;
  readonly #sockets = new Set<Socket>();

  /** @param onConnectionError hears of connections that break; their requests are cancelled. */
  constructor(served: ServedModel, queue: FifoQueue, onConnectionError: (error: Error) => void) {
    this.#server = createServer((socket) => {
      this.#sockets.add(socket);
      socket.on('close', () => this.#sockets.delete(socket));
      socket.on('error', onConnectionError);
      new ChannelClient(socket, queue, served);
    });
  }

  /**
   * Starts to listen. A socket file that a dead process left behind is removed first.
   *
   * @throws the system's error (EADDRINUSE, EACCES, EINVAL for a path that is too long, ...).
   */
  async listen(socketPath: string): Promise<void> {
    await removeStaleSocket(socketPath);
    await new Promise<void>((resolve, reject) => {
      this.#server.once('error', reject);
      this.#server.listen(socketPath, () => {
        this.#server.off('error', reject);
        resolve();
      });
    });
  }

  /** Takes no more connections and closes those there are. */
  async close(): Promise<void> {
    const closed = new Promise<void>((resolve) => this.#server.close(() => resolve()));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }
}

/**
 * Removes the socket file of a process that is gone; leaves one that somebody answers on, and anything that is no
 * socket. Windows keeps no file for a pipe.
 *
 * @throws the system's error when the path cannot be looked at for another reason than that it does not exist.
 */
async function removeStaleSocket(socketPath: string): Promise<void> {
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
