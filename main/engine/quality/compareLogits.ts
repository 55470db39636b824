/** How two vectors of logits for the same position agree. */
export interface LogitAgreement {
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
