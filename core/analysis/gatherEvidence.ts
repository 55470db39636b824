import type { PlannedStep } from '../contract/plannedStep.ts';
import type { RecordChunk } from '../contract/RecordChunk.ts';
import type { StepFacts } from '../contract/runnerProtocol.ts';
import { hasFigure, traitsOf } from '../scenarios/scenarios.ts';
import { sortedSamples } from '../statistics/arrays.ts';
import { percentileOfSorted } from '../statistics/percentiles.ts';
import { belowFloor } from '../statistics/sampleFloor.ts';
import type { CountedRequests } from './countedRequests.ts';
import { measuredWindow } from './measuredWindow.ts';
import { type SendWaits, sendWaits } from './sendWaits.ts';
import type { StepEvidence } from './ValidityCheck.ts';

/** What a step's validity is judged by, from its counted requests and the runner's own account. */
export function gatherEvidence(
  step: PlannedStep,
  counted: CountedRequests,
  facts: StepFacts | undefined,
  chunks: readonly RecordChunk[],
): StepEvidence {
  const { ok, failed, timedOut, dropped } = counted;
  const completed = ok + failed + timedOut;
  const window = measuredWindow(counted, facts);
  const { concurrency } = step.load;
  return {
    loop: step.load.loop,
    ...(concurrency === undefined || step.load.phases !== undefined ? {} : { concurrency }),
    completed,
    ok,
    failed,
    timedOut,
    dropped,
    ...(completed > 0 && window !== undefined
      ? { completionsPerSecond: (completed * 1000) / (window.toMs - window.fromMs) }
      : {}),
    ...(completed > 0 ? { meanResidenceMs: counted.residenceMs / completed } : {}),
    ...(facts !== undefined && facts.inFlightIntegralMs > 0 && window !== undefined
      ? { meanInFlight: facts.inFlightIntegralMs / (window.toMs - window.fromMs) }
      : {}),
    belowFloor: belowFloor(completed + dropped),
    ...(step.load.loop === 'open' ? openLoopEvidence(step, counted, sendWaits(step, chunks)) : {}),
    ...serverEvidence(facts, counted),
    ...clientShare(facts),
    ...(facts?.outputsSeen === undefined
      ? {}
      : {
          outputs: {
            seen: facts.outputsSeen,
            empty: facts.emptyOutputs,
            short: facts.shortOutputs,
            distinct: facts.distinctOutputs,
            tokensWanted: step.model.task === 'run' ? 0 : step.outputTokens,
            isSampled: step.model.temperature > 0,
          },
        }),
  };
}

function openLoopEvidence(
  { load, scenario }: PlannedStep,
  counted: CountedRequests,
  { ownLagMs, ownSpanMs, waited, longestWaitMs }: SendWaits,
): Pick<StepEvidence, 'schedule' | 'sendLag' | 'beyondBreaking'> {
  const { serviceMs, intendedSpanMs, sentSpanMs, dropped } = counted;
  const sent = ownLagMs.length;
  const isOverload = load.phases !== undefined && traitsOf(scenario).overload === true;
  return {
    ...(isOverload && hasFigure(scenario, 'breakingPoint') ? { beyondBreaking: 'unknown' } : {}),
    ...(sent === 0 || serviceMs.length === 0
      ? {}
      : {
          sendLag: {
            p99Ms: percentileOfSorted(sortedSamples(ownLagMs), 0.99),
            medianServiceMs: percentileOfSorted(sortedSamples(serviceMs), 0.5),
            waited,
            longestWaitMs,
          },
        }),
    ...(sent < 2 || !(intendedSpanMs > 0)
      ? {}
      : {
          schedule: {
            plannedPerSecond: ((sent + dropped - 1) * 1000) / intendedSpanMs,
            // Over the longer of the two: what was never sent at the end must not make the rest look as quick.
            sentPerSecond: isOverload
              ? ((sent + dropped - 1) * 1000) / Math.max(ownSpanMs, intendedSpanMs)
              : ((sent - 1) * 1000) / Math.max(sentSpanMs, intendedSpanMs),
          },
        }),
  };
}

function serverEvidence(
  facts: StepFacts | undefined,
  { withoutOutputTokens }: CountedRequests,
): Pick<StepEvidence, 'serverTokens' | 'promptCache' | 'wallClock'> {
  if (facts === undefined) return {};
  const { tokensFromUsage, tokensFromEvents, promptTokens, cachedPromptTokens, wallClockStepMs } = facts;
  const { impossibleUsages = 0, impossibleUsageExample } = facts;
  return {
    ...(tokensFromUsage === undefined || tokensFromEvents === undefined
      ? {}
      : {
          serverTokens: {
            fromUsage: tokensFromUsage,
            fromEvents: tokensFromEvents,
            unknown: withoutOutputTokens,
            ...(impossibleUsageExample === undefined
              ? {}
              : { impossible: { replies: impossibleUsages, example: impossibleUsageExample } }),
          },
        }),
    ...(promptTokens === undefined || cachedPromptTokens === undefined
      ? {}
      : { promptCache: { promptTokens, cachedTokens: cachedPromptTokens } }),
    ...(wallClockStepMs === undefined
      ? {}
      : { wallClock: { stepMs: wallClockStepMs, windowMs: facts.measuredToMs - facts.measuredFromMs } }),
  };
}

function clientShare(facts: StepFacts | undefined): Pick<StepEvidence, 'clientBusyPercent' | 'clientStood'> {
  if (facts === undefined) return {};
  const windowMs = facts.measuredToMs - facts.measuredFromMs;
  if (!(windowMs > 0)) return {};
  const { clientCpuMs, clientSpinMs, longestLoopDelayMs: longestMs, stoodStillMs: totalMs = longestMs } = facts;
  return {
    clientBusyPercent: (100 * Math.max(0, clientCpuMs - clientSpinMs)) / windowMs,
    clientStood: { longestMs, totalMs, windowMs },
  };
}
