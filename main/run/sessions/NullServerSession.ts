import type { NullServerCommand, NullServerEvent } from '../../../core/contract/nullServerProtocol.ts';
import type { StartWorker, WorkerProcess } from '../workers/WorkerProcess.ts';
import { describeExit } from './describeExit.ts';
import { FailureError } from './FailureError.ts';
import { readyWorker } from './readyWorker.ts';

const closeDeadlineMs = 1000;

/** A server of this product in a process of its own, whose answers cost nothing or a constant time. */
export class NullServerSession {
  readonly url: string;
  readonly #worker: WorkerProcess<NullServerCommand, NullServerEvent>;

  private constructor(url: string, worker: WorkerProcess<NullServerCommand, NullServerEvent>) {
    this.url = url;
    this.#worker = worker;
  }

  /** @throws FailureError when the process cannot be started or cannot listen, or the signal's reason when it aborts first. */
  static async start(startWorker: StartWorker, latencyMs: number, signal: AbortSignal): Promise<NullServerSession> {
    const what = 'calibration server';
    const worker = await readyWorker<NullServerCommand, NullServerEvent>(startWorker, 'nullServer', what, signal);
    try {
      const url = await new Promise<string>((resolve, reject) => {
        worker.onEvent((event) => {
          if (event.type === 'listening') resolve(event.url);
          else if (event.type === 'listenFailed') reject(new FailureError(event.failure));
        });
        worker.onExit((exit) => reject(new FailureError(describeExit(what, exit))));
        worker.send({ type: 'listen', protocol: 'openai', latencyMs });
      });
      return new NullServerSession(url, worker);
    } catch (error) {
      await worker.kill();
      throw error;
    }
  }

  async close(): Promise<void> {
    await this.#worker.stop(closeDeadlineMs);
  }
}
