import type { GenerateRequest } from '../../../core/contract/engineChannel.ts';
import { SeededRandom } from '../../../core/schedule/SeededRandom.ts';
import type { GptConfiguration } from '../gpt/GptConfiguration.ts';
import type { Candidates } from '../gpt/GptModel.ts';
import { type SamplingOptions, sampleToken } from '../sampling/sampleToken.ts';
import { checkRequest } from './checkRequest.ts';

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
