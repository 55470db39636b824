import type { PlannedStep } from '../contract/plannedStep.ts';
import type { StepFacts } from '../contract/runnerProtocol.ts';
import { belowFloor } from '../statistics/belowFloor.ts';
import type { CountedRequests } from './countedRequests.ts';
import { measuredWindow } from './measuredWindow.ts';
import type { StepEvidence } from './StepEvidence.ts';

/** What a step's validity is judged by, from its counted requests and the runner's own account. */
export function gatherEvidence(
  step: PlannedStep,
  counted: CountedRequests,
  facts: StepFacts | undefined,
): StepEvidence {
  const { ok, failed, timedOut, dropped } = counted;
  const completed = ok + failed + timedOut;
  const window = measuredWindow(counted, facts);
  const { concurrency } = step.load;
  return {
    loop: step.load.loop,
    ...(concurrency === undefined ? {} : { concurrency }),
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
    ...clientShare(facts),
    ...(facts?.outputsSeen === undefined
      ? {}
      : {
          outputs: {
            seen: facts.outputsSeen,
            empty: facts.emptyOutputs,
            short: facts.shortOutputs,
            distinct: facts.distinctOutputs,
            tokensWanted: step.outputTokens,
            isSampled: step.model.temperature > 0,
          },
        }),
  };
}

function clientShare(facts: StepFacts | undefined): Pick<StepEvidence, 'clientBusyPercent'> {
  if (facts === undefined) return {};
  const windowMs = facts.measuredToMs - facts.measuredFromMs;
  if (!(windowMs > 0)) return {};
  return { clientBusyPercent: (100 * Math.max(0, facts.clientCpuMs - facts.clientSpinMs)) / windowMs };
}
