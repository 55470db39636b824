import type { SearchLimits } from '../contract/plannedStep.ts';
import type { ScenarioPhase, ScenarioStep } from './Scenario.ts';

/**
 * Requests in flight at most where nothing else is set: each takes a connection, and systems commonly allow a program
 * 1,024 open files before it asks for more.
 */
const fallbackMaxInFlight = 1000;

/** What an open loop is made from beside its rate; kept in the limits of the search that it rests on. */
export type OpenLoad = Pick<
  SearchLimits,
  'arrival' | 'maxInFlight' | 'phaseShares' | 'classes' | 'traffic' | 'promptTokens' | 'outputTokens'
>;

/** How an open loop's requests come, as far as the user left it open: evenly, and with a bound on what is in flight. */
export function openLoopDefaults({
  arrival = 'constant',
  maxInFlight = fallbackMaxInFlight,
}: {
  arrival?: string | undefined;
  maxInFlight?: number | undefined;
}): { arrival: string; maxInFlight: number } {
  return { arrival, maxInFlight };
}

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

/** A rate in a label: three digits, whole from 1,000 on: "50/s", "57.1/s", "12345/s". */
export function rateText(perSecond: number): string {
  return `${perSecond >= 1000 ? Math.round(perSecond) : Number(perSecond.toPrecision(3))}/s`;
}
