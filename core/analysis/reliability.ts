import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepResult } from '../contract/resultDocument.ts';
import type { TrafficPlan } from '../contract/trafficPlan.ts';
import { completionBlocks, stabilityScore } from '../statistics/completionBlocks.ts';
import { type Steadiness, type SteadyState, steadyState } from '../statistics/steadyState.ts';
import type { CountedRequests } from './countedRequests.ts';

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

/** A shorter step says more about chance than about steadiness. */
const fewestSeconds = 20;

/**
 * Latencies of a queue depend on those before for a long time: with fewer requests, one sound open loop in four would be
 * called unsteady (simulated M/M/1 and M/D/1 at 70 %: 28 % of runs with 420 requests, 4 % with 4,200).
 */
const fewestOpenRequests = 1000;

export type StepSteadiness = SteadyState | { absent: string };

/** How steady a step's throughput and latency were, or why that cannot be told. */
export function stepSteadiness(step: Pick<PlannedStep, 'load'>, counted: CountedRequests): StepSteadiness {
  const { load } = step;
  if (load.phases !== undefined)
    return { absent: 'the load changes from phase to phase, and throughput and latency with it' };
  if (load.traffic !== undefined && !isEven(load.traffic)) {
    return { absent: 'the traffic changes over the step, and throughput and latency with it' };
  }
  const { endsMs, latencyMs, firstStartMs, sentSpanMs } = counted;
  const seconds = Math.max(0, sentSpanMs) / 1000;
  if (seconds < fewestSeconds) return { absent: `${seconds.toFixed(1)} s of ${fewestSeconds} s` };
  if (step.load.loop === 'open' && endsMs.length < fewestOpenRequests) {
    return { absent: `${endsMs.length} of ${fewestOpenRequests} requests` };
  }
  const blocks = completionBlocks({
    endsMs,
    latenciesMs: latencyMs,
    firstStartMs,
    lastStartMs: firstStartMs + sentSpanMs,
  });
  return 'absent' in blocks ? blocks : steadyState(blocks);
}

/** Traffic at one rate from the first request to the last. Conversations begin with their first turns: their rate builds up. */
function isEven(traffic: TrafficPlan): boolean {
  return traffic.kind === 'builtInTrace' && traffic.name !== 'bursty-day';
}
