import type { GenerateRequest } from '../../../core/contract/engineChannel.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import type { Candidates } from '../gpt/GptModel.ts';

/** What `generate` needs of a model. */
export interface StepModel {
  readonly configuration: Pick<GptConfiguration, 'vocabulary' | 'positions'>;
  begin(batch: number, capacityTokens: number): void;
  step(tokens: readonly (readonly number[])[], count: number): Promise<Candidates>;
}

/** What to generate. The same seed gives the same tokens; each item of a batch draws from its own stream of it. */
export type GenerationRequest = Pick<GenerateRequest, 'prompts' | 'maxOutputTokens' | 'temperature' | 'topP' | 'seed'>;

export interface GenerationResult {
  /** Output tokens of each prompt. */
  outputs: number[][];
  finishReason: 'length' | 'cancelled';
}

/** Tokens that one is drawn from. The runtime copies what it gives out: of the whole vocabulary 200 KB an item. */
const mostCandidates = 50;
/**
 * A run into the model cannot be interrupted, so a long prompt goes in pieces of this many tokens over the batch. Measured
 * with GPT-2 on one core: under a second for a piece, and no slower for the whole prompt than a single run, whose
 * attention scores no longer fit into the processor's cache.
 */
const tokensPerRun = 256;

/**
 * Continues each prompt of a batch token by token, past the end of a text, so that every request costs the same. Between
 * runs the event loop turns and `signal` is looked at.
 *
 * @param onTokens receives the new token of each item as soon as it is known.
 * @throws {RequestError} when the request does not fit the model; whatever the model throws otherwise.
 */
export async function generate(
  model: StepModel,
  request: GenerationRequest,
  onTokens: (tokens: number[]) => void,
  signal: AbortSignal,
): Promise<GenerationResult> {
  const { configuration } = model;
  checkRequest(request, configuration);
  const { maxOutputTokens, prompts, seed, temperature } = request;
  const seeds = new SeededRandom(seed);
  const randoms = prompts.map(() => new SeededRandom(seeds.uint32()));
  const outputs: number[][] = prompts.map(() => []);
  const count = temperature === 0 ? 1 : Math.min(mostCandidates, configuration.vocabulary);
  if (signal.aborted) return { outputs, finishReason: 'cancelled' };

  model.begin(prompts.length, (prompts[0]?.length ?? 0) + maxOutputTokens);
  let candidates = await readPrompts(model, prompts, count, signal);
  for (let made = 1; ; made += 1) {
    if (candidates === null || signal.aborted) return { outputs, finishReason: 'cancelled' };
    const tokens = chooseTokens(candidates, request, randoms);
    for (const [item, token] of tokens.entries()) outputs[item]?.push(token);
    onTokens(tokens);
    if (made === maxOutputTokens) return { outputs, finishReason: 'length' };
    const next = tokens.map((token) => [token]);
    candidates = await model.step(next, count);
  }
}

/** Puts the prompts through the model, and gives what may follow them; null when cancelled on the way. */
async function readPrompts(
  model: StepModel,
  prompts: readonly (readonly number[])[],
  count: number,
  signal: AbortSignal,
): Promise<Candidates | null> {
  const promptLength = prompts[0]?.length ?? 0;
  const pieceLength = Math.max(1, Math.floor(tokensPerRun / prompts.length));
  let start = 0;
  for (; start + pieceLength < promptLength; start += pieceLength) {
    await model.step(piecesOf(prompts, start, start + pieceLength), 1);
    if (signal.aborted) return null;
  }
  return model.step(piecesOf(prompts, start, promptLength), count);
}

function piecesOf(prompts: readonly (readonly number[])[], start: number, end: number): (readonly number[])[] {
  return prompts.map((prompt) => prompt.slice(start, end));
}

function chooseTokens(candidates: Candidates, options: SamplingOptions, randoms: readonly SeededRandom[]): number[] {
  return randoms.map((random, item) => {
    const start = item * candidates.count;
    const end = start + candidates.count;
    return sampleToken(candidates.logits.subarray(start, end), candidates.tokens.subarray(start, end), options, random);
  });
}

/**
 * Checks a well-formed request against the model that is to serve it. All prompts of a batch must have the same length,
 * since the graph has no padding.
 *
 * @throws {RequestError} naming the field, its value and what is possible.
 */
function checkRequest(
  { maxOutputTokens, prompts }: Pick<GenerateRequest, 'maxOutputTokens' | 'prompts'>,
  { vocabulary, positions }: Pick<GptConfiguration, 'vocabulary' | 'positions'>,
): void {
  const promptTokens = prompts[0]?.length ?? 0;
  for (const [index, prompt] of prompts.entries()) {
    if (prompt.length !== promptTokens) {
      const lengths = `prompts[${index}] has ${prompt.length} tokens and prompts[0] has ${promptTokens}`;
      throw new RequestError('badRequest', `${lengths}: all prompts of a batch must have the same length`);
    }
    const foreign = prompt.find((token) => token >= vocabulary);
    if (foreign !== undefined) {
      const range = `the vocabulary is 0 to ${vocabulary - 1}`;
      throw new RequestError('badRequest', `prompts[${index}]: ${foreign} is no token of this model; ${range}`);
    }
  }
  if (promptTokens + maxOutputTokens > positions) {
    const wanted = `${promptTokens} prompt tokens and ${maxOutputTokens} output tokens`;
    const remedy = `shorten the prompt or ask for at most ${Math.max(0, positions - promptTokens)}`;
    throw new RequestError('contextExceeded', `${wanted} exceed the context of ${positions}: ${remedy}`);
  }
}

/** A request that cannot be served as it stands; the engine goes on. */
export class RequestError extends Error {
  readonly kind: 'badRequest' | 'contextExceeded';

  constructor(kind: RequestError['kind'], message: string) {
    super(message);
    this.name = 'RequestError';
    this.kind = kind;
  }
}

export interface SamplingOptions {
  /** 0 takes the likeliest token; 1 draws by the model's own probabilities; above, more evenly. */
  temperature: number;
  /** Draw only from the likeliest candidates that together hold this share of the probability: (0, 1]. */
  topP: number;
}

/**
 * Chooses one of the likeliest tokens. Temperature divides the logits, then the nucleus is cut (top-p: Holtzman et al.,
 * "The Curious Case of Neural Text Degeneration", 2020), then one token is drawn by what remains. How many candidates
 * there are is the top-k; probabilities are relative to them.
 *
 * @param logits falling; `tokens` has the token of each.
 * @throws {Error} when the largest logit is not a finite number: the model computed nothing usable.
 */
export function sampleToken(
  logits: Float32Array,
  tokens: Int32Array,
  options: SamplingOptions,
  random: SeededRandom,
): number {
  const largest = logits[0];
  const likeliest = tokens[0];
  if (largest === undefined || likeliest === undefined) throw new RangeError('there is no candidate to sample from');
  if (!Number.isFinite(largest)) throw new Error(`the model gave ${largest} as its largest logit`);
  if (options.temperature === 0) return likeliest;

  const weights = Array.from(logits, (logit) => Math.exp((logit - largest) / options.temperature));
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  let nucleus = 0;
  let kept = 0;
  for (const weight of weights) {
    nucleus += weight;
    kept += 1;
    if (nucleus >= options.topP * total) break;
  }
  let remaining = random.uniform() * nucleus;
  for (let index = 0; index < kept - 1; index += 1) {
    remaining -= weights[index] ?? 0;
    if (remaining < 0) return tokens[index] ?? likeliest;
  }
  return tokens[kept - 1] ?? likeliest;
}
