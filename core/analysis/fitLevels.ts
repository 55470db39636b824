import type { StepResult } from '../contract/resultDocument.ts';
import { hasFigure } from '../scenarios/scenarios.ts';
import { fitScalability } from '../statistics/fitScalability.ts';

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
