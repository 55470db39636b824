import { isAbsolute } from 'node:path';
import { z } from 'zod';
import {
  type EngineCommand,
  type EngineEvent,
  type Evaluation,
  precisions,
} from '../../../core/contract/engineProtocol.ts';
import { executionProviders } from '../../../core/contract/executionProvider.ts';
import { inputOverride } from '../../../core/contract/modelCard.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { EngineFailure, errorText } from '../EngineFailure.ts';
import type { LoadListeners } from '../LoadedModel.ts';
import type { LoadedEngine } from './LoadedEngine.ts';

/** Progress of less than this share is not worth a message. */
const progressStep = 0.01;

/**
 * The engine process's side of its control channel: carries out the parent's commands one after another and answers
 * with events. It holds one model at a time; after a failed load another may be tried.
 */
export class EngineWorker {
  readonly #send: (event: EngineEvent) => void;
  readonly #listeners: LoadListeners;
  #engine: LoadedEngine | null = null;
  #previous: Promise<void> = Promise.resolve();
  #reported: { activity: string; fraction: number } = { activity: '', fraction: 0 };

  constructor(send: (event: EngineEvent) => void) {
    this.#send = send;
    this.#listeners = {
      onProgress: (activity, fraction) => this.#progress(activity, fraction),
      onLog: (level, text) => send({ type: 'log', line: { level, source: 'engine', message: text } }),
    };
  }

  /** Carries out one message of the parent; resolves to true when it asked the process to end. */
  async handle(message: unknown): Promise<boolean> {
    const command = parseEngineCommand(message);
    if ('problem' in command) {
      this.#fail({ reason: `The engine was sent a command it does not know: ${command.problem}.`, remedy: mismatch });
      return false;
    }
    const turn = this.#previous.then(() => this.#carryOutOrFail(command));
    this.#previous = turn;
    await turn;
    return command.type === 'shutdown';
  }

  async #carryOutOrFail(command: EngineCommand): Promise<void> {
    try {
      const event = await this.#carryOut(command);
      if (event !== null) this.#send(event);
    } catch (error) {
      this.#fail(failureOf(error, command));
    }
  }

  /** What to answer; null for nothing. */
  async #carryOut(command: EngineCommand): Promise<EngineEvent | null> {
    switch (command.type) {
      case 'load':
        return this.#load(command);
      case 'evaluate':
        return this.#evaluate(command.evaluation);
      case 'inspect': {
        const { inspect } = await import('./inspect.ts');
        return { type: 'inspected', card: inspect(command.source) };
      }
      case 'dryRun': {
        const { dryRun } = await withRuntime(() => import('./dryRun.ts'));
        return { type: 'dryRan', dryRun: await dryRun(command, this.#listeners) };
      }
      case 'probe': {
        const { probeProvider } = await withRuntime(() => import('../providers/probeProvider.ts'));
        return { type: 'probed', probe: await probeProvider(command.provider) };
      }
      case 'shutdown':
        await this.#engine?.close();
        return null;
    }
  }

  async #load(command: Extract<EngineCommand, { type: 'load' }>): Promise<EngineEvent> {
    if (this.#engine !== null) {
      const reason = `The engine was asked to load ${command.model} while it holds a model already.`;
      throw new EngineFailure({ reason, remedy: 'Start one engine process for each model.' });
    }
    const { loadEngine } = await withRuntime(() => import('./loadModel.ts'));
    this.#engine = await loadEngine(command, this.#listeners);
    return { type: 'loaded', socketPath: command.socketPath, description: this.#engine.description };
  }

  async #evaluate(evaluation: Evaluation): Promise<EngineEvent> {
    if (this.#engine === null) {
      throw new EngineFailure({
        reason: 'The engine was asked to evaluate a model before it holds one.',
        remedy: mismatch,
      });
    }
    const quality = await this.#engine.model.evaluate(evaluation, this.#listeners.onProgress);
    return { type: 'evaluated', quality };
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
async function withRuntime<Module>(load: () => Promise<Module>): Promise<Module> {
  try {
    return await load();
  } catch (error) {
    const reason = 'The library ONNX Runtime (onnxruntime-node) cannot be loaded on this machine.';
    const remedy =
      'It needs 64-bit Linux with glibc 2.28 or newer, Windows, or macOS on Apple silicon; where that is given, run npm ci.';
    throw new EngineFailure({ reason, remedy, detail: errorText(error) }, error);
  }
}

function failureOf(error: unknown, command: EngineCommand): Failure {
  if (error instanceof EngineFailure) return error.failure;
  const detail = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const what = 'model' in command ? `could not ${command.type} ${command.model}` : `could not ${command.type}`;
  return { reason: `The engine ${what}: ${errorText(error)}`, remedy: 'See the log for the details.', detail };
}

const absolutePath = z.string().refine(isAbsolute, 'must be an absolute path');

const source = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('gpt'),
    architecture: z.enum(['gpt2', 'distilgpt2']),
    weightsDirectory: absolutePath.exactOptional(),
    precision: z.enum(precisions),
  }),
  z.strictObject({ kind: z.literal('file'), path: absolutePath, inputs: z.record(z.string(), inputOverride) }),
]);

const loading = {
  source,
  provider: z.enum(executionProviders),
  threads: z.int().min(1),
  prepacking: z.boolean(),
  model: z.string().min(1),
  cacheDirectory: z.string().min(1),
};

const evaluation = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('reference'), seed: z.int().min(0) }),
  z.strictObject({ kind: z.literal('golden'), path: absolutePath }),
]);

const engineCommand = z.discriminatedUnion('type', [
  z.strictObject({ type: z.literal('load'), ...loading, socketPath: z.string().min(1) }),
  z.strictObject({ type: z.literal('evaluate'), evaluation }),
  z.strictObject({ type: z.literal('inspect'), source }),
  z.strictObject({ type: z.literal('dryRun'), ...loading, batchSize: z.int().min(1) }),
  z.strictObject({ type: z.literal('probe'), provider: z.enum(executionProviders) }),
  z.strictObject({ type: z.literal('shutdown') }),
]) satisfies z.ZodType<EngineCommand>;

/** Reads a message of the parent; says what is wrong with it instead, when it is no command. */
function parseEngineCommand(message: unknown): EngineCommand | { problem: string } {
  const parsed = engineCommand.safeParse(message);
  if (parsed.success) return parsed.data;
  const problems = parsed.error.issues.map((issue) => `${issue.path.join('.') || 'command'}: ${issue.message}`);
  return { problem: problems.join('; ') };
}
