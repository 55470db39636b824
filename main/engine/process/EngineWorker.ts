import type { EngineEvent } from '../../../core/contract/engineProtocol.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { EngineFailure } from '../EngineFailure.ts';
import { errorText } from '../errorText.ts';
import type { LoadedEngine } from './LoadedEngine.ts';
import type { LoadCommand } from './loadEngine.ts';
import { parseEngineCommand } from './parseEngineCommand.ts';

/** Progress of less than this share is not worth a message. */
const progressStep = 0.01;

/**
 * The engine process's side of its control channel: carries out the parent's commands and answers with events. It holds
 * one model at a time; after a failed load another may be tried.
 */
export class EngineWorker {
  readonly #send: (event: EngineEvent) => void;
  #engine: LoadedEngine | null = null;
  #loading: Promise<void> | null = null;
  #reported: { activity: string; fraction: number } = { activity: '', fraction: 0 };

  constructor(send: (event: EngineEvent) => void) {
    this.#send = send;
  }

  /** Carries out one message of the parent; resolves to true when it asked the process to end. */
  async handle(message: unknown): Promise<boolean> {
    const command = parseEngineCommand(message);
    if ('problem' in command) {
      this.#fail({ reason: `The engine was sent a command it does not know: ${command.problem}.`, remedy: mismatch });
      return false;
    }
    if (command.type === 'load') {
      await this.#load(command);
      return false;
    }
    await this.#loading;
    await this.#engine?.close();
    return true;
  }

  async #load(command: LoadCommand): Promise<void> {
    if (this.#engine !== null || this.#loading !== null) {
      const reason = `The engine was asked to load ${command.model} while it holds a model already.`;
      this.#fail({ reason, remedy: 'Start one engine process for each model.' });
      return;
    }
    this.#loading = this.#loadOrFail(command);
    await this.#loading;
    this.#loading = null;
  }

  async #loadOrFail(command: LoadCommand): Promise<void> {
    try {
      const { loadEngine } = await importLoader();
      this.#engine = await loadEngine(command, {
        onProgress: (activity, fraction) => this.#progress(activity, fraction),
        onLog: (level, text) => this.#send({ type: 'log', line: { level, source: 'engine', message: text } }),
      });
      this.#send({ type: 'loaded', socketPath: command.socketPath, description: this.#engine.description });
    } catch (error) {
      this.#fail(failureOf(error, command.model));
    }
  }

  #progress(activity: string, fraction?: number): void {
    const sameActivity = activity === this.#reported.activity;
    const advance = (fraction ?? 0) - this.#reported.fraction;
    if (sameActivity && fraction !== undefined && fraction < 1 && advance < progressStep) return;
    this.#reported = { activity, fraction: fraction ?? 0 };
    this.#send({ type: 'progress', activity, ...(fraction === undefined ? {} : { fraction }) });
  }

  #fail(failure: Failure): void {
    this.#send({ type: 'failed', failure });
  }
}

const mismatch = 'The program and its engine are of different versions: install it anew.';

/** The runtime's native library is loaded here, not at the start, so that a machine without it is told why. */
async function importLoader(): Promise<typeof import('./loadEngine.ts')> {
  try {
    return await import('./loadEngine.ts');
  } catch (error) {
    const reason = 'The library ONNX Runtime (onnxruntime-node) cannot be loaded on this machine.';
    const remedy =
      'It needs 64-bit Linux with glibc 2.28 or newer, Windows, or macOS on Apple silicon; where that is given, run npm ci.';
    throw new EngineFailure({ reason, remedy, detail: errorText(error) }, error);
  }
}

function failureOf(error: unknown, model: string): Failure {
  if (error instanceof EngineFailure) return error.failure;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  return {
    reason: `The engine could not load ${model}: ${errorText(error)}`,
    remedy: 'See the log for the details.',
    detail,
  };
}
