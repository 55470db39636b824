import type { EngineDescription } from '../../../core/contract/engineProtocol.ts';
import { ChannelServer } from '../channel/ChannelServer.ts';
import { EngineFailure, errorText, systemErrorCode } from '../EngineFailure.ts';
import { FifoQueue } from '../generation/FifoQueue.ts';
import type { LoadedModel } from '../LoadedModel.ts';

/** A model that is loaded and served: its queue, its socket, its description. */
export class LoadedEngine {
  readonly model: LoadedModel;
  readonly description: EngineDescription;
  readonly #queue: FifoQueue;
  readonly #server: ChannelServer;

  constructor(model: LoadedModel, loadMs: number, onConnectionError: (error: Error) => void) {
    this.model = model;
    this.description = { ...model.description, loadMs };
    this.#queue = new FifoQueue();
    this.#server = new ChannelServer(model.served, this.#queue, onConnectionError);
  }

  /**
   * Opens the socket.
   *
   * @throws {EngineFailure} when the socket cannot be opened; the model is released then.
   */
  async listen(socketPath: string): Promise<void> {
    try {
      await this.#server.listen(socketPath);
    } catch (error) {
      await this.model.release();
      throw socketFailure(error, socketPath);
    }
  }

  /** Cancels what runs or waits, closes the socket and frees the model. */
  async close(): Promise<void> {
    await this.#queue.cancelAll();
    await this.#server.close();
    await this.model.release();
  }
}

/** Turns an error met while opening the engine's socket into a failure that names the path and the remedy. */
export function socketFailure(error: unknown, socketPath: string): EngineFailure {
  const code = systemErrorCode(error);
  const reason = `The engine cannot listen on ${socketPath} (${code || 'unknown error'}).`;
  return new EngineFailure({ reason, remedy: remedyFor(code, socketPath), detail: errorText(error) }, error);
}

function remedyFor(code: string, socketPath: string): string {
  switch (code) {
    case 'EADDRINUSE':
      return 'Another process uses this socket: stop it, or start the engine on another path.';
    case 'EINVAL':
    case 'ENAMETOOLONG':
      return `A socket path may have about 100 characters and this one has ${socketPath.length}: set TMPDIR to a shorter directory.`;
    default:
      return 'Check that the directory of the socket exists and can be written.';
  }
}
