import type { TrafficPlan } from '../../../../core/contract/trafficPlan.ts';
import { builtInTraces, type TraceKind } from '../../../../core/schedule/trace/builtInTraces.ts';
import type { ScenarioInput } from '../Scenario.ts';

/**
 * Lengths of a usual request of the traffic, with which the search for its rate is made: a maximum of short requests would
 * be none of long ones. Within the context.
 */
export function usualLengths(
  traffic: TrafficPlan,
  { promptTokens, outputTokens, contextTokens = Number.POSITIVE_INFINITY }: ScenarioInput,
): { promptTokens: number; outputTokens: number } {
  if (traffic.kind === 'builtInTrace') {
    const factor = meanFactors(builtInTraces[traffic.name].kinds);
    return fitted(factor.prompt * promptTokens, factor.output * outputTokens, contextTokens);
  }
  if (traffic.kind !== 'conversations') return { promptTokens, outputTokens };
  // Of conversations with a geometric number of turns, a request has (mean − 1) turns before it on the mean.
  const before = (traffic.meanTurns - 1) * (promptTokens + outputTokens);
  return fitted(promptTokens + before, outputTokens, Math.min(contextTokens, traffic.mostContextTokens));
}

/** Of the lengths of the step, over the kinds of requests of a recording by their shares. */
function meanFactors(kinds: readonly TraceKind[]): { prompt: number; output: number } {
  let before = 0;
  const mean = { prompt: 0, output: 0 };
  for (const { upTo, promptFactor, outputFactor } of kinds) {
    mean.prompt += (upTo - before) * promptFactor;
    mean.output += (upTo - before) * outputFactor;
    before = upTo;
  }
  return mean;
}

function fitted(promptTokens: number, outputTokens: number, contextTokens: number) {
  const output = Math.max(1, Math.round(outputTokens));
  return {
    promptTokens: Math.max(1, Math.min(Math.round(promptTokens), contextTokens - output)),
    outputTokens: output,
  };
}
