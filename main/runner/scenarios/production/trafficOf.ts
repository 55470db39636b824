import { defaultTraffic } from '../../../../core/configuration/trafficNames.ts';
import { builtInTraces, type TrafficPlan } from '../../../../core/contract/trafficPlan.ts';
import type { ScenarioInput } from '../Scenario.ts';

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
