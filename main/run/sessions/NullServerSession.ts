import type { NullServerCommand, NullServerEvent } from '../../../core/contract/nullServerProtocol.ts';
import type { StartWorker, WorkerProcess } from '../workers/WorkerProcess.ts';
import { describeExit } from './describeExit.ts';
import { FailureError } from './FailureError.ts';

const closeDeadlineMs = 1000;

/** A server of this product in a process of its own, whose answers cost nothing or a constant time. */
export class NullServerSession {
  readonly url: string;
  readonly #worker: WorkerProcess<NullServerCommand, NullServerEvent>;

  private constructor(url: string, worker: WorkerProcess<NullServerCommand, NullServerEvent>) {
    this.url = url;
    this.#worker = worker;
  }

  /** @throws FailureError when the process cannot be started or cannot listen. */
  static async start(startWorker: StartWorker, latencyMs: number): Promise<NullServerSession> {
    const worker = startWorker<NullServerCommand, NullServerEvent>('nullServer');
    const url = await new Promise<string>((resolve, reject) => {
      worker.onEvent((event) => {
        if (event.type === 'ready') worker.send({ type: 'listen', protocol: 'openai', latencyMs });
        else if (event.type === 'listening') resolve(event.url);
        else reject(new FailureError(event.failure));
      });
      worker.onExit((exit) => reject(new FailureError(describeExit('calibration server', exit))));
    });
    return new NullServerSession(url, worker);
  }

  async close(): Promise<void> {
    await this.#worker.stop(closeDeadlineMs);
  }
}
