import type { SearchLimits } from '../../../core/contract/plannedStep.ts';
import { openLoopDefaults } from './openLoopDefaults.ts';
import type { ScenarioPhase, ScenarioStep } from './Scenario.ts';

/** What an open loop is made from beside its rate; kept in the limits of the search that it rests on. */
export type OpenLoad = Pick<
  SearchLimits,
  'arrival' | 'maxInFlight' | 'phaseShares' | 'classes' | 'traffic' | 'promptTokens' | 'outputTokens'
>;

/** An open loop at a mean rate, requests per second. */
export function openStep(
  label: string,
  ratePerSecond: number,
  { arrival, maxInFlight, promptTokens, outputTokens }: OpenLoad,
): ScenarioStep {
  return {
    level: { label, ratePerSecond },
    load: { loop: 'open', ratePerSecond, batchSize: 1, ...openLoopDefaults({ arrival, maxInFlight }) },
    ...(promptTokens === undefined ? {} : { promptTokens }),
    ...(outputTokens === undefined ? {} : { outputTokens }),
  };
}

/** An open loop whose rate differs between its phases, each with a rate; its own is their mean. */
export function phasedOpenStep(label: string, phases: ScenarioPhase[], load: OpenLoad): ScenarioStep {
  const mean = phases.reduce((sum, { share, ratePerSecond = 0, toRatePerSecond = ratePerSecond }) => {
    return sum + (share * (ratePerSecond + toRatePerSecond)) / 2;
  }, 0);
  return { ...openStep(label, mean, load), phases };
}
