import type { StepResult } from '../contract/resultDocument.ts';
import { stabilityScore } from '../statistics/stabilityScore.ts';
import type { Steadiness } from '../statistics/steadyState.ts';
import type { CountedRequests } from './countedRequests.ts';
import type { StepSteadiness } from './stepSteadiness.ts';

/** A drift of a shorter step, carried on to an hour, would be its noise a hundred times over. */
const fewestDriftSeconds = 60;
const msPerHour = 3_600_000;

/** How far a trend goes, either way; 0 where chance explains it. */
function beyondChance({ drift, driftInterval95: [low, high] }: Steadiness): number {
  return low > 0 || high < 0 ? Math.abs(drift) : 0;
}

/** Failures, stability and drift of a step; each that cannot be told says why. */
export function reliabilityOf(
  counted: CountedRequests,
  failures: number,
  steadiness: StepSteadiness,
): Pick<StepResult, 'reliability'> {
  const all = counted.ok + failures;
  if (all === 0) return {};
  const errorRate = failures / all;
  if ('absent' in steadiness) {
    return { reliability: { errorRate, stabilityAbsent: steadiness.absent, driftAbsent: steadiness.absent } };
  }
  const { latency, throughput, spanMs } = steadiness;
  const score = stabilityScore({
    throughputVariation: throughput.variation,
    latencyVariation: latency.variation,
    drift: Math.max(beyondChance(latency), beyondChance(throughput)),
    errorRate,
  });
  const perHour = (share: number): number => (share * msPerHour) / spanMs;
  const [low, high] = latency.driftInterval95;
  return {
    reliability: {
      errorRate,
      stabilityScore: score,
      ...(spanMs < fewestDriftSeconds * 1000
        ? { driftAbsent: `${(spanMs / 1000).toFixed(0)} s of ${fewestDriftSeconds} s` }
        : { driftPerHour: perHour(latency.drift), driftPerHourInterval95: [perHour(low), perHour(high)] }),
    },
  };
}
