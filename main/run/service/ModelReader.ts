import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { ModelSource } from '../../../core/contract/engineProtocol.ts';
import type { ModelCard } from '../../../core/contract/modelCard.ts';
import type { Failure } from '../../../core/contract/WorkerMessages.ts';
import { askEngineOnce } from '../sessions/engineAnswer.ts';
import { failureOf } from '../sessions/FailureError.ts';
import type { StartWorker } from '../workers/WorkerProcess.ts';

/** Reading takes milliseconds whatever the file's size, but a network file system may take its time. */
const inspectTimeoutMs = 30_000;

/** Reads what models are, each in a process that is thrown away, and remembers it while their files stay as they are. */
export class ModelReader {
  readonly #startWorker: StartWorker;
  readonly #cards = new Map<string, ModelCard>();

  constructor(startWorker: StartWorker) {
    this.#startWorker = startWorker;
  }

  /** Never rejects: a file that cannot be used is a failure that says why. */
  async read(source: ModelSource): Promise<ModelCard | Failure> {
    const path = source.kind === 'file' ? source.path : source.weightsDirectory;
    const stamp = path === undefined ? 'built in' : await stampOf(path);
    if (stamp === undefined) return missingFile(path ?? '');
    const key = JSON.stringify([source, stamp]);
    const known = this.#cards.get(key);
    if (known !== undefined) return known;
    try {
      const { card } = await askEngineOnce(this.#startWorker, { type: 'inspect', source }, inspectTimeoutMs);
      this.#cards.set(key, card);
      return card;
    } catch (error) {
      return failureOf(error);
    }
  }
}

/** Differs when the file, or a folder's weights, were written again; undefined when there is nothing at the path. */
async function stampOf(path: string): Promise<string | undefined> {
  const stamps = await Promise.all(
    [path, join(path, 'model.safetensors'), join(path, 'config.json')].map((file) =>
      stat(file).then(
        ({ size, mtimeMs }) => `${size} ${mtimeMs}`,
        () => undefined,
      ),
    ),
  );
  return stamps[0] === undefined ? undefined : stamps.join(' · ');
}

function missingFile(path: string): Failure {
  return {
    reason: `There is nothing at ${path} that can be read`,
    remedy: 'Put the file or folder there and make it readable, or correct "path" in models.json.',
  };
}
