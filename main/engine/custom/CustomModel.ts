import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { DryRun, InputPlan } from '../../../core/contract/modelCard.ts';
import type { PassModel, PassOutcome } from '../channel/ServedModel.ts';
import { RequestError } from '../generation/RequestError.ts';
import { InputFiller } from './InputFiller.ts';
import { outputDigest } from './outputDigest.ts';

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
