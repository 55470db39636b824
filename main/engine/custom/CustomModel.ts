import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DryRun, InputPlan } from '../../../core/contract/modelCard.ts';
import type { PassModel, PassOutcome } from '../channel/ServedModel.ts';
import { RequestError } from '../generation/generate.ts';
import { InputFiller } from './InputFiller.ts';

/** A loaded model of a user's, run once for a request. A pass is a blocking call into the runtime. */
export class CustomModel implements PassModel {
  readonly #session: InferenceSession;
  readonly #filler: InputFiller;
  readonly #canBatch: boolean;

  constructor(session: InferenceSession, plans: readonly InputPlan[]) {
    this.#session = session;
    this.#filler = new InputFiller(plans);
    this.#canBatch = plans.some(({ batchAxis }) => batchAxis !== null);
  }

  async pass(batchSize: number, seed: number): Promise<PassOutcome> {
    if (batchSize > 1 && !this.#canBatch) {
      const sizes = 'this model has fixed sizes and takes one item at a time';
      throw new RequestError('badRequest', `batchSize is ${batchSize}: ${sizes}`);
    }
    const feeds = this.#filler.fill(batchSize, seed);
    const startedAtMs = performance.now();
    const outputs = await this.#session.run(feeds);
    const computeMs = performance.now() - startedAtMs;
    return { computeMs, ...outputDigest(outputs), outputs: shapesOf(outputs) };
  }

  /** One pass on given inputs. */
  async run(feeds: Record<string, Tensor>): Promise<Record<string, Tensor>> {
    return this.#session.run(feeds);
  }

  /** Frees the runtime's memory. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

function shapesOf(outputs: Readonly<Record<string, Tensor>>): DryRun['outputs'] {
  return Object.entries(outputs).map(([name, { dims, type }]) => ({ name, type, shape: [...dims] }));
}

/** Words of an output that go into the hash, evenly spread: enough to tell outputs apart, in well under a millisecond. */
const hashedWords = 16_384;
/** FNV-1a, 32 bits (Fowler, Noll, Vo). */
const hashStart = 0x811c9dc5;
const hashFactor = 0x01000193;

/** What stands for the content of a pass's outputs. Numbers are all looked at for the finite, whatever the hash takes. */
function outputDigest(outputs: Readonly<Record<string, Tensor>>): { hash: number; notFinite: boolean } {
  let hash = hashStart;
  let notFinite = false;
  for (const { data } of Object.values(outputs)) {
    if (Array.isArray(data)) {
      for (const text of data) for (const character of text) hash = mix(hash, character.codePointAt(0) ?? 0);
      continue;
    }
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.byteLength);
    hash = mix(hash, bytes.length);
    const step = Math.max(1, Math.floor(bytes.length / hashedWords));
    // An even step would always meet the same byte of each number.
    for (let index = 0; index < bytes.length; index += step % 2 === 0 ? step + 1 : step)
      hash = mix(hash, bytes[index] ?? 0);
    if (data instanceof Float32Array || data instanceof Float64Array) notFinite ||= !allFinite(data);
  }
  return { hash, notFinite };
}

function mix(hash: number, word: number): number {
  return Math.imul(hash ^ word, hashFactor) >>> 0;
}

/** Zero times any finite number is zero; times another it is NaN, which a sum keeps. */
function allFinite(values: Float32Array | Float64Array): boolean {
  let sum = 0;
  for (let index = 0; index < values.length; index += 1) sum += (values[index] ?? 0) * 0;
  return sum === 0;
}
