import { resolve } from 'node:path';
import type { ScenariosFile } from '../../../core/contract/configuration.ts';
import { trafficNames } from '../../../core/contract/trafficPlan.ts';

/** The scenarios with the path of a recording made absolute: a relative one starts at the directory of `scenarios.json`. */
export function withAbsoluteTraffic(scenarios: ScenariosFile, directory: string): ScenariosFile {
  const entries = Object.entries(scenarios.scenarios).map(([key, scenario]) => {
    const { traffic } = scenario;
    const isPath = traffic !== undefined && !trafficNames.includes(traffic);
    return [key, isPath ? { ...scenario, traffic: resolve(directory, traffic) } : scenario];
  });
  return { ...scenarios, scenarios: Object.fromEntries(entries) };
}
