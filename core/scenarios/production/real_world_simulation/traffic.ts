import {
  builtInTraces,
  defaultTraffic,
  type ScenarioDescription,
  type TrafficPlan,
} from '../../../contract/trafficPlan.ts';
import { workingDay } from '../../../schedule/dayCurve.ts';
import { type TraceKind, builtInTraces as traces } from '../../../schedule/trace/BuiltInTraceArrivals.ts';
import { elementAt } from '../../../statistics/arrays.ts';
import type { ScenarioInput } from '../../Scenario.ts';

/** Of a sketch of a day. */
const hoursOfPart = 4;
const meanTurns = 4;
/** A conversation of three times the mean: one in thirty is longer, and would fill a context by itself. */
const mostTurns = 12;
/** A user reads an answer and types the next question: ten seconds, as far as the step is long enough for it. */
const longestThinkSeconds = 10;
/** So that the pauses of a usual conversation are a tenth of a short step, whose last ones would else be cut off. */
const thinkShare = 1 / (10 * (meanTurns - 1));

/** What is to be played: the user's choice, else the configuration's, else a bursty day. */
export function trafficOf(input: ScenarioInput): TrafficPlan {
  const { configuration, load, recording, durationSeconds } = input;
  const name = load.traffic ?? configuration.traffic ?? defaultTraffic;
  const builtIn = builtInTraces.find((one) => one === name);
  if (builtIn !== undefined) return { kind: 'builtInTrace', name: builtIn };
  if (name === 'day') return { kind: 'day' };
  if (name === 'conversations') {
    return {
      kind: 'conversations',
      meanTurns,
      mostTurns,
      thinkSeconds: Math.min(longestThinkSeconds, thinkShare * durationSeconds),
      mostContextTokens: input.contextTokens ?? mostTurns * (input.promptTokens + input.outputTokens),
    };
  }
  if (recording === undefined) throw new Error(`the recording "${name}" was not read`);
  return { kind: 'traceFile', path: recording.path };
}

/**
 * Lengths of a usual request of the traffic, with which the search for its rate is made: a maximum of short requests would
 * be none of long ones. Within the context.
 */
export function usualLengths(
  traffic: TrafficPlan,
  { promptTokens, outputTokens, contextTokens = Number.POSITIVE_INFINITY }: ScenarioInput,
): { promptTokens: number; outputTokens: number } {
  if (traffic.kind === 'builtInTrace') {
    const factor = meanFactors(traces[traffic.name].kinds);
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

/**
 * A sketch of the working day for a description: its rate at every fourth hour, straight lines between them.
 *
 * @param peak the load of the busiest hour.
 */
export function dayParts(peak: number, durationSeconds: number): ScenarioDescription['phases'] {
  const hours = workingDay.length;
  const busiest = Math.max(...workingDay);
  // The rate on the hour lies between those in the middle of the hours around it.
  const at = (hour: number): number =>
    (peak * (elementAt(workingDay, (hour + hours - 1) % hours) + elementAt(workingDay, hour % hours))) / (2 * busiest);
  return Array.from({ length: hours / hoursOfPart }, (_, part) => ({
    name: `${part * hoursOfPart}–${(part + 1) * hoursOfPart} h`,
    durationSeconds: (durationSeconds * hoursOfPart) / hours,
    from: at(part * hoursOfPart),
    to: at((part + 1) * hoursOfPart),
  }));
}
