import type { Quality } from '../../../core/contract/engineProtocol.ts';
import { SeededRandom } from '../../../core/statistics/SeededRandom.ts';
import { EngineFailure } from '../EngineFailure.ts';
import type { GptModel } from '../gpt/GptModel.ts';

/** Enough positions for shares to the percent; a few seconds on one core. */
const prompts = 8;
const positions = 16;

interface ReferenceEvaluation {
  model: Pick<GptModel, 'begin' | 'step' | 'configuration'>;
  /** To be read after "against". */
  reference: string;
  /** Loads the reference; released when its logits are known, before the model is asked, so that memory is held once. */
  loadReference(): Promise<Pick<GptModel, 'begin' | 'step' | 'release'>>;
  seed: number;
  onProgress(fraction: number): void;
}

/**
 * Holds a model's logits against those of a reference at every position of the same random prompts. Both read the prompts
 * token by token, a batch of one, so that no rounding depends on how tokens are grouped.
 *
 * @throws {EngineFailure} when either gives numbers that are infinite or none.
 */
export async function evaluateReference(evaluation: ReferenceEvaluation): Promise<Quality> {
  const { model, reference, loadReference, seed, onProgress } = evaluation;
  const { vocabulary } = model.configuration;
  const random = new SeededRandom(seed);
  const texts = Array.from({ length: prompts }, () =>
    Array.from({ length: positions }, () => random.integer(vocabulary)),
  );
  const samples = prompts * positions;
  const right: Float32Array[] = [];
  const other = await loadReference();
  try {
    for await (const logits of logitsOf(other, texts, vocabulary)) {
      right.push(logits);
      onProgress(right.length / samples / 2);
    }
  } finally {
    await other.release();
  }
  const sum = { cosine: 0, divergence: 0, sameToken: 0 };
  let at = 0;
  for await (const logits of logitsOf(model, texts, vocabulary)) {
    const { cosine, divergence, sameToken } = compareLogits(right[at] ?? new Float32Array(), logits);
    if (!Number.isFinite(cosine) || !Number.isFinite(divergence)) throw notComparable(reference);
    sum.cosine += cosine;
    sum.divergence += divergence;
    sum.sameToken += sameToken ? 1 : 0;
    at += 1;
    onProgress(0.5 + at / samples / 2);
  }
  return {
    reference,
    samples,
    logitCosine: sum.cosine / samples,
    klDivergence: sum.divergence / samples,
    tokenAgreement: sum.sameToken / samples,
  };
}

/** The logits after each position of each text, by the number of the token. */
async function* logitsOf(
  model: Pick<GptModel, 'begin' | 'step'>,
  texts: readonly (readonly number[])[],
  vocabulary: number,
): AsyncGenerator<Float32Array> {
  for (const text of texts) {
    model.begin(1, text.length);
    for (const token of text) {
      // Ranked is what the graph gives; ranking the whole vocabulary gives all logits.
      const { logits, tokens } = await model.step([[token]], vocabulary);
      const byToken = new Float32Array(vocabulary);
      tokens.forEach((each, rank) => {
        byToken[each] = logits[rank] ?? 0;
      });
      yield byToken;
      // The event loop turns, so that messages of the parent are heard.
      await new Promise((resolve) => setImmediate(resolve));
    }
  }
}

/** Numbers that are none make no quality: with them even the likeliest token would be compared by chance. */
function notComparable(reference: string): EngineFailure {
  return new EngineFailure({
    reason: `The outputs cannot be held against ${reference}: they have numbers in them that are infinite or none.`,
    remedy: 'Do not use this variant; look at the weights it was made of.',
  });
}

/** How two vectors of logits for the same position agree. */
interface LogitAgreement {
  /** Cosine of the angle between them; 1 is the same direction. */
  cosine: number;
  /** Kullback-Leibler divergence of the second's next-token distribution from the first's, nats. */
  divergence: number;
  /** The same token is the likeliest. */
  sameToken: boolean;
}

/**
 * Compares logits of the same length, the reference first. D(P‖Q) = Σ p ln(p/q), with P the softmax of the reference
 * (Kullback and Leibler, *On information and sufficiency*, Annals of Mathematical Statistics 22, 1951). Sums in double
 * precision; the divergence is never below 0 but for rounding, which is cut off.
 */
export function compareLogits(reference: Float32Array, candidate: Float32Array): LogitAgreement {
  const p = softmaxParts(reference);
  const q = softmaxParts(candidate);
  let dot = 0;
  let referenceSquares = 0;
  let candidateSquares = 0;
  let divergence = 0;
  for (let index = 0; index < reference.length; index += 1) {
    const a = reference[index] ?? 0;
    const b = candidate[index] ?? 0;
    dot += a * b;
    referenceSquares += a * a;
    candidateSquares += b * b;
    const logP = a - p.logSum;
    divergence += Math.exp(logP) * (logP - (b - q.logSum));
  }
  return {
    cosine: dot / Math.sqrt(referenceSquares * candidateSquares),
    divergence: Math.max(0, divergence),
    sameToken: p.likeliest === q.likeliest,
  };
}

/** Logarithm of the sum of exponentials, taken off the largest so that none overflows, and where the largest stands. */
function softmaxParts(logits: Float32Array): { logSum: number; likeliest: number } {
  let likeliest = 0;
  for (let index = 1; index < logits.length; index += 1) {
    if ((logits[index] ?? 0) > (logits[likeliest] ?? 0)) likeliest = index;
  }
  const largest = logits[likeliest] ?? 0;
  let sum = 0;
  for (const logit of logits) sum += Math.exp(logit - largest);
  return { logSum: largest + Math.log(sum), likeliest };
}
