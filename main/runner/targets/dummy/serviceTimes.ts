import type { PlannedStep } from '../../../../core/contract/plannedStep.ts';
import { SeededRandom } from '../../../../core/schedule/SeededRandom.ts';
import { stepSeed } from '../../step/stepSeed.ts';

/** Deviation of the logarithm of lognormal service times: a coefficient of variation of 0.53, as of a busy server. */
const lognormalSigma = 0.5;

/**
 * How long a dummy works on one request after the other, milliseconds. The mean is `latencyMs`, plus `latencyPerItemMs`
 * for each further item of the batch; times vary around it as `distribution` says, the same for the same seed.
 *
 * @throws Error when the model has no latency.
 */
export function serviceTimes(step: PlannedStep): () => number {
  const { latencyMs, latencyPerItemMs = 0, distribution = 'fixed', name } = step.model;
  if (latencyMs === undefined) {
    throw new Error(`latency_ms of model "${name}" is missing: a dummy needs one. Set it in models.json.`);
  }
  const meanMs = latencyMs + latencyPerItemMs * (step.load.batchSize - 1);
  if (distribution === 'fixed') return () => meanMs;
  const random = new SeededRandom(stepSeed(step));
  if (distribution === 'exponential') return () => random.exponential(meanMs);
  const logMean = Math.log(meanMs) - lognormalSigma ** 2 / 2;
  return () => Math.exp(logMean + lognormalSigma * random.normal());
}
