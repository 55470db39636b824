import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { GptConfiguration } from './GptConfiguration.ts';
import { graphNames } from './graphNames.ts';

/** The likeliest next tokens of each item of a batch, in falling order of logit: arrays [batch, count], row by row. */
export interface Candidates {
  count: number;
  logits: Float32Array;
  tokens: Int32Array;
}

/**
 * A loaded GPT-2 and the cache of the one sequence batch that it is working on. A step is a blocking call into the
 * runtime: callers run one at a time.
 */
export class GptModel {
  readonly configuration: GptConfiguration;
  readonly #session: InferenceSession;
  readonly #cache: KeyValueCache;

  constructor(session: InferenceSession, configuration: GptConfiguration) {
    this.#session = session;
    this.configuration = configuration;
    this.#cache = new KeyValueCache(configuration);
  }

  /**
   * Forgets the sequences of before and makes room for `capacityTokens` of `batch` items.
   *
   * @throws {RangeError} when the memory cannot be had.
   */
  begin(batch: number, capacityTokens: number): void {
    this.#cache.reset(batch, capacityTokens);
  }

  /**
   * Continues each item of the batch by `tokens` [batch][sequence], and ranks what may come next.
   *
   * @param count candidates wanted for each item, 1 to the size of the vocabulary.
   */
  async step(tokens: readonly (readonly number[])[], count: number): Promise<Candidates> {
    const sequence = tokens[0]?.length ?? 0;
    const feeds = this.#cache.feeds();
    feeds[graphNames.inputIds] = new Tensor('int64', BigInt64Array.from(tokens.flat(), BigInt), [
      tokens.length,
      sequence,
    ]);
    feeds[graphNames.topK] = new Tensor('int64', BigInt64Array.of(BigInt(count)), [1]);
    const outputs = await this.#session.run(feeds);
    this.#cache.append(outputs, sequence);
    const logits = outputs[graphNames.topValues]?.data;
    const ranked = outputs[graphNames.topTokens]?.data;
    if (!(logits instanceof Float32Array) || !(ranked instanceof Int32Array)) {
      throw new TypeError('the model gave no candidates');
    }
    return { count, logits, tokens: ranked };
  }

  /** Frees the runtime's memory. The model cannot be used afterwards. */
  async release(): Promise<void> {
    await this.#session.release();
  }
}

/**
 * Keys and values of the tokens seen so far, for one batch: one preallocated block, in which each layer's keys and
 * values have a region laid out [token, batch, heads, head width]. The filled prefix of a region is a valid tensor as
 * it stands, so a step appends what is new and copies nothing else.
 */
class KeyValueCache {
  readonly #configuration: GptConfiguration;
  #storage = new Float32Array(0);
  #batch = 0;
  #capacityTokens = 0;
  /** Tokens held, the same for each item of the batch. */
  #lengthTokens = 0;

  constructor(configuration: GptConfiguration) {
    this.#configuration = configuration;
  }

  /**
   * Empties the cache and makes room for `capacityTokens` of `batch` items. The block is kept where it is large enough:
   * fresh memory costs more than the step that fills it.
   *
   * @throws {RangeError} when the memory cannot be had.
   */
  reset(batch: number, capacityTokens: number): void {
    const elements = 2 * this.#configuration.layers * capacityTokens * batch * this.#configuration.hidden;
    if (elements > this.#storage.length) this.#storage = new Float32Array(elements);
    this.#batch = batch;
    this.#capacityTokens = capacityTokens;
    this.#lengthTokens = 0;
  }

  /** The past of every layer as inputs of the graph. They view the cache: valid until the next `reset`. */
  feeds(): Record<string, Tensor> {
    const { heads, hidden, layers } = this.#configuration;
    const shape = [this.#lengthTokens, this.#batch, heads, hidden / heads];
    const filled = this.#lengthTokens * this.#batch * hidden;
    const feeds: Record<string, Tensor> = {};
    const tensor = (start: number): Tensor =>
      new Tensor('float32', this.#storage.subarray(start, start + filled), shape);
    for (let layer = 0; layer < layers; layer += 1) {
      feeds[graphNames.pastKey(layer)] = tensor(this.#regionStart(2 * layer));
      feeds[graphNames.pastValue(layer)] = tensor(this.#regionStart(2 * layer + 1));
    }
    return feeds;
  }

  /**
   * Appends the keys and values that a step gave for `addedTokens` new tokens.
   *
   * @throws {RangeError} when they do not fit into the capacity.
   */
  append(outputs: Readonly<Record<string, Tensor>>, addedTokens: number): void {
    const lengthTokens = this.#lengthTokens + addedTokens;
    if (lengthTokens > this.#capacityTokens) {
      throw new RangeError(`${lengthTokens} tokens do not fit into a cache of ${this.#capacityTokens}`);
    }
    for (let layer = 0; layer < this.#configuration.layers; layer += 1) {
      this.#appendRegion(2 * layer, outputs[graphNames.newKey(layer)]);
      this.#appendRegion(2 * layer + 1, outputs[graphNames.newValue(layer)]);
    }
    this.#lengthTokens = lengthTokens;
  }

  #appendRegion(region: number, added: Tensor | undefined): void {
    if (!(added?.data instanceof Float32Array)) throw new TypeError('a step gave no keys and values');
    const filled = this.#lengthTokens * this.#batch * this.#configuration.hidden;
    this.#storage.set(added.data, this.#regionStart(region) + filled);
  }

  #regionStart(region: number): number {
    return region * this.#capacityTokens * this.#batch * this.#configuration.hidden;
  }
}
