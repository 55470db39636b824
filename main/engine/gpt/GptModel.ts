import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { GptConfiguration } from './GptConfiguration.ts';
import { graphNames } from './graphNames.ts';
import { KeyValueCache } from './KeyValueCache.ts';

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
