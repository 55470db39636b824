import type { EngineDescription } from '../../../core/contract/engineProtocol.ts';
import { ChannelServer } from '../channel/ChannelServer.ts';
import { FifoQueue } from '../generation/FifoQueue.ts';
import type { LoadedModel } from './LoadedModel.ts';
import { socketFailure } from './socketFailure.ts';

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
