import type { PlannedStep } from '../../../../core/contract/plannedStep.ts';
import { SeededRandom } from '../../../../core/statistics/SeededRandom.ts';
import { stepSeed } from '../../stepSeed.ts';

/** Deviation of the logarithm of lognormal service times: a coefficient of variation of 0.53, as of a busy server. */
const lognormalSigma = 0.5;

/**
 * How long a dummy works on one request after the other, milliseconds, asked with the output tokens of each of its items.
 * The mean is `latencyMs`, plus `latencyPerItemMs` for each further item of the batch and `latencyPerOutputTokenMs` for each
 * output token (all items of a batch get theirs together); times vary around it as `distribution` says, the same for the same seed.
 *
 * @throws Error when the model has no latency.
 */
export function serviceTimes(step: PlannedStep): (outputTokens: number) => number {
  const { latencyMs, latencyPerItemMs = 0, latencyPerOutputTokenMs = 0, distribution = 'fixed', name } = step.model;
  if (latencyMs === undefined) {
    throw new Error(`latency_ms of model "${name}" is missing: a dummy needs one. Set it in models.json.`);
  }
  const withoutOutputMs = latencyMs + latencyPerItemMs * (step.load.batchSize - 1);
  const meanMs = (outputTokens: number): number => withoutOutputMs + latencyPerOutputTokenMs * outputTokens;
  if (distribution === 'fixed') return meanMs;
  const random = new SeededRandom(stepSeed(step));
  if (distribution === 'exponential') return (outputTokens) => random.exponential(meanMs(outputTokens));
  return (outputTokens) =>
    Math.exp(Math.log(meanMs(outputTokens)) - lognormalSigma ** 2 / 2 + lognormalSigma * random.normal());
}
