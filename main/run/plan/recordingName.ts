import type { Configuration } from '../../../core/contract/configuration.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { trafficNames } from '../../../core/contract/trafficPlan.ts';
import type { Scenario } from '../../../core/scenarios/Scenario.ts';

/**
 * The recording that a scenario is to play, and where it is named; undefined for one that plays no traffic, and when its
 * traffic has a name or is left to the default.
 */
export function recordingName(
  { traits, configurationKey }: Pick<Scenario, 'traits' | 'configurationKey'>,
  load: LoadOptions,
  { scenarios }: Configuration,
): { name: string; path: string } | undefined {
  if (traits.playsTraffic !== true) return undefined;
  const name = load.traffic ?? scenarios.scenarios[configurationKey]?.traffic;
  if (name === undefined || trafficNames.includes(name)) return undefined;
  return { name, path: load.traffic === undefined ? `scenarios.${configurationKey}.traffic` : 'load.traffic' };
}
