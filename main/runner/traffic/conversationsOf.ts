import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { TrafficPlan } from '../../../core/contract/trafficPlan.ts';
import { type ConversationSchedule, SeededConversations } from '../../../core/schedule/conversations.ts';
import { constantRate } from '../../../core/schedule/RateProfile.ts';
import { ScheduledArrivals } from '../../../core/schedule/ScheduledArrivals.ts';
import { stepSeed } from '../stepSeed.ts';
import { patternOf } from './arrivalsOf.ts';
import { requiredLoad } from './requiredLoad.ts';

/** How much questions and answers differ in length, and times to think: thinking as gaps of independent events do. */
const lengthVariation = 0.5;
const thinkVariation = 1;

/**
 * The conversations of a step: as many begin as have the load's rate of requests, if each has the mean of turns.
 *
 * @throws Error naming the field that is missing or makes no sense
 */
export function conversationsOf(
  step: PlannedStep,
  traffic: Extract<TrafficPlan, { kind: 'conversations' }>,
): ConversationSchedule {
  const { load, promptTokens, outputTokens, warmupSeconds, durationSeconds } = step;
  const { meanTurns, mostTurns, thinkSeconds, mostContextTokens } = traffic;
  const beginPerSecond = requiredLoad(load, 'ratePerSecond') / meanTurns;
  const seed = stepSeed(step);
  const rate = constantRate(beginPerSecond, (warmupSeconds + durationSeconds) * 1000);
  return new SeededConversations({
    starts: new ScheduledArrivals(patternOf(load), rate, seed),
    meanTurns,
    mostTurns,
    thinkMs: { mean: thinkSeconds * 1000, coefficientOfVariation: thinkVariation },
    newTokens: { mean: promptTokens, coefficientOfVariation: lengthVariation },
    outputTokens: { mean: outputTokens, coefficientOfVariation: lengthVariation },
    mostContextTokens,
    seed,
  });
}
