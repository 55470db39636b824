import type { Configuration } from '../../../core/contract/configuration.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { trafficNames } from '../../../core/contract/trafficPlan.ts';

/** The recording that a plan names, and where it does; undefined when its traffic has a name or is left to the default. */
export function recordingName(
  load: LoadOptions,
  { scenarios }: Configuration,
): { name: string; path: string } | undefined {
  const configured = scenarios.scenarios.production?.traffic;
  const name = load.traffic ?? configured;
  if (name === undefined || trafficNames.includes(name)) return undefined;
  return { name, path: load.traffic === undefined ? 'scenarios.production.traffic' : 'load.traffic' };
}
