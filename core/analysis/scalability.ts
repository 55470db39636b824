import type { SearchEnd } from '../contract/ladderFigures.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import { hasFigure } from '../scenarios/scenarios.ts';
import { fitScalability } from '../statistics/scalability.ts';

/**
 * Figures that set a level against the lowest of its kind in the same run: how batching and concurrency pay. Absent where
 * that lowest level was not measured, or is invalid: a ratio to a wrong number is wrong.
 */
export function compareLevels(
  step: StepResult,
  earlier: readonly StepResult[],
): Pick<StepResult, 'batch' | 'concurrency'> {
  const sound = earlier.filter(({ validity }) => validity.verdict !== 'invalid');
  const same = [...sound, step].filter(
    ({ target, model, scenario }) => target === step.target && model === step.model && scenario === step.scenario,
  );
  if (hasFigure(step.scenario, 'batch.efficiency')) return batchEfficiency(step, same);
  if (hasFigure(step.scenario, 'concurrency.scalingEfficiency')) return scalingEfficiency(step, same);
  return {};
}

/** items/s(b) / (b × items/s(1)), at the same concurrency: 1 when a batch of b takes as long as b batches of one could at best. */
function batchEfficiency(step: StepResult, same: readonly StepResult[]): Pick<StepResult, 'batch'> {
  const single = same.find(({ load }) => load.batchSize === 1 && load.concurrency === step.load.concurrency)?.throughput
    ?.itemsPerSecond;
  const own = step.throughput?.itemsPerSecond;
  if (single === undefined || own === undefined || single === 0) return {};
  return { batch: { efficiency: own / (step.load.batchSize * single) } };
}

/** requests/s(N) / (N × requests/s(1)): 1 when N in flight bring N times the throughput of one. */
function scalingEfficiency(step: StepResult, same: readonly StepResult[]): Pick<StepResult, 'concurrency'> {
  const alone = same.find(({ load }) => load.concurrency === 1)?.throughput?.requestsPerSecond;
  const own = step.throughput?.requestsPerSecond;
  const { concurrency } = step.load;
  if (alone === undefined || own === undefined || concurrency === undefined || alone === 0) return {};
  return { concurrency: { scalingEfficiency: own / (concurrency * alone) } };
}

/**
 * How throughput grows with requests in flight, by the Universal Scalability Law, from the levels of the same ladder
 * measured so far. Levels that are invalid stay out of it: a curve through a wrong number is wrong.
 */
export function fitLevels(step: StepResult, earlier: readonly StepResult[]): Pick<StepResult, 'scalability'> {
  if (!hasFigure(step.scenario, 'scalability') || step.load.loop !== 'closed') return {};
  const levels = [...earlier, step].filter((one) => isSameLadder(one, step));
  const sound = levels.filter(({ validity }) => validity.verdict !== 'invalid');
  const points = sound.flatMap(({ load: { concurrency }, throughput }) =>
    concurrency === undefined || throughput === undefined
      ? []
      : [{ concurrency, perSecond: throughput.requestsPerSecond }],
  );
  const fit = fitScalability(points);
  if ('absent' in fit) {
    const invalid = levels.length - sound.length;
    return { scalability: { absent: invalid === 0 ? fit.absent : `${fit.absent}; ${invalid} invalid left out` } };
  }
  const { alpha, beta, lambda, knee, saturationPerSecond: saturation, rSquared } = fit;
  return {
    scalability: {
      uslAlpha: alpha,
      uslBeta: beta,
      uslRequestsPerSecond: lambda,
      ...(typeof knee === 'number' ? { kneeConcurrency: knee } : { kneeAbsent: knee.absent }),
      ...(typeof saturation === 'number'
        ? { saturationRequestsPerSecond: saturation }
        : { saturationAbsent: saturation.absent }),
      rSquared,
    },
  };
}

function isSameLadder(one: StepResult, step: StepResult): boolean {
  return (
    one.target === step.target &&
    one.model === step.model &&
    one.scenario === step.scenario &&
    one.load.loop === step.load.loop &&
    one.load.batchSize === step.load.batchSize
  );
}

/**
 * The scalability of the ladder that a step is a level of: that of the last level, which rests on all of them.
 *
 * @param steps in the order in which they were measured
 */
export function scalabilityOf(
  steps: readonly StepResult[],
  step: Pick<StepResult, 'target' | 'model' | 'scenario'>,
): StepResult['scalability'] {
  return steps.findLast(
    ({ target, model, scenario, scalability }) =>
      scalability !== undefined && target === step.target && model === step.model && scenario === step.scenario,
  )?.scalability;
}

/** How the search ended that a step is a level of, or that its load rests on; undefined where there was none. */
export function searchOf(
  steps: readonly StepResult[],
  step: Pick<StepResult, 'target' | 'model' | 'scenario'>,
): SearchEnd | undefined {
  return steps.find(
    ({ target, model, scenario, search }) =>
      search !== undefined && target === step.target && model === step.model && scenario === step.scenario,
  )?.search;
}
