import { type InferenceSession, Tensor } from 'onnxruntime-node';
import type { StepModel } from '../../generation/generate.ts';
import type { Candidates } from '../../gpt/GptModel.ts';
import type { DecoderLayout } from './decoderLayout.ts';

/**
 * A user's decoder, and the past of the one batch that it is working on. The model gives the whole past back at each
 * step, and the runtime copies it; that is how such models are exported.
 */
export class DecoderModel implements StepModel {
  readonly configuration: { vocabulary: number; positions: number };
  readonly #session: InferenceSession;
  readonly #layout: DecoderLayout;
  #past: Record<string, Tensor> = {};
  #pastTokens = 0;

  /** @param vocabulary size of the logits. The longest context is not in the file: the model itself refuses. */
  constructor(session: InferenceSession, layout: DecoderLayout, vocabulary: number) {
    this.#session = session;
    this.#layout = layout;
    this.configuration = { vocabulary, positions: Number.MAX_SAFE_INTEGER };
  }

  begin(batch: number): void {
    this.#pastTokens = 0;
    this.#past = {};
    for (const { headWidth, heads, past } of this.#layout.slots) {
      this.#past[past] = new Tensor('float32', new Float32Array(0), [batch, heads, 0, headWidth]);
    }
  }

  async step(tokens: readonly (readonly number[])[], count: number): Promise<Candidates> {
    const logits = await this.#advance(tokens);
    const [batch = 0, sequence = 0, vocabulary = 0] = logits.dims;
    if (!(logits.data instanceof Float32Array) || logits.data.length !== batch * sequence * vocabulary) {
      throw new TypeError('the model gave no logits [batch, sequence, vocabulary]');
    }
    return likeliestTokens(logits.data, batch, sequence, vocabulary, count);
  }

  /** Size of the logits, found by putting one token through the model. */
  async vocabularyOf(token: number): Promise<number> {
    return (await this.#advance([[token]])).dims.at(-1) ?? 0;
  }

  /** Frees the runtime's memory. The model cannot be used afterwards. */
  async release(): Promise<void> {
    await this.#session.release();
  }

  async #advance(tokens: readonly (readonly number[])[]): Promise<Tensor> {
    const { logits, mask, positions, slots } = this.#layout;
    const batch = tokens.length;
    const sequence = tokens[0]?.length ?? 0;
    const total = this.#pastTokens + sequence;
    const feeds: Record<string, Tensor> = { ...this.#past, [this.#layout.tokens]: wholeNumbers(tokens.flat(), batch) };
    if (mask !== null) feeds[mask] = wholeNumbers(new Array<number>(batch * total).fill(1), batch);
    if (positions !== null) {
      const row = Array.from({ length: sequence }, (_, index) => this.#pastTokens + index);
      feeds[positions] = wholeNumbers(
        tokens.flatMap(() => row),
        batch,
      );
    }
    const outputs = await this.#session.run(feeds);
    for (const { past, present } of slots) this.#past[past] = required(outputs, present);
    this.#pastTokens = total;
    return required(outputs, logits);
  }
}

function wholeNumbers(values: readonly number[], rows: number): Tensor {
  return new Tensor('int64', BigInt64Array.from(values, BigInt), [rows, values.length / rows]);
}

function required(outputs: Readonly<Record<string, Tensor>>, name: string): Tensor {
  const output = outputs[name];
  if (output === undefined) throw new TypeError(`the model gave no ${name}`);
  return output;
}

/**
 * The largest logits of the last position of each item, in falling order; of equal ones the lower token first.
 *
 * @param logits [batch, sequence, vocabulary], row by row.
 */
function likeliestTokens(
  logits: Float32Array,
  batch: number,
  sequence: number,
  vocabulary: number,
  count: number,
): Candidates {
  const result = { count, logits: new Float32Array(batch * count), tokens: new Int32Array(batch * count) };
  for (let item = 0; item < batch; item += 1) {
    const start = ((item + 1) * sequence - 1) * vocabulary;
    const row = logits.subarray(start, start + vocabulary);
    const best: number[] = [];
    for (let token = 0; token < vocabulary; token += 1) {
      const logit = row[token] ?? Number.NaN;
      const worst = best.length < count ? undefined : best.at(-1);
      if (worst !== undefined && !(logit > (row[worst] ?? 0))) continue;
      if (worst !== undefined) best.pop();
      let place = best.length;
      while (place > 0 && logit > (row[best[place - 1] ?? 0] ?? 0)) place -= 1;
      best.splice(place, 0, token);
    }
    for (const [rank, token] of best.entries()) {
      result.tokens[item * count + rank] = token;
      result.logits[item * count + rank] = row[token] ?? 0;
    }
  }
  return result;
}
