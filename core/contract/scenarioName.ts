import { z } from 'zod';

/** The twelve scenarios that exist by name. Scripts outside this project rely on these names. */
export const scenarioNames = [
  'latency/single_request',
  'latency/concurrent_requests',
  'latency/batch_processing',
  'throughput/max_throughput',
  'throughput/sustained_load',
  'throughput/burst_handling',
  'memory/memory_profiling',
  'memory/memory_efficiency',
  'memory/memory_scaling',
  'production/mixed_workload',
  'production/stress_test',
  'production/real_world_simulation',
] as const;

export const scenarioName = z.enum(scenarioNames);
export type ScenarioName = z.infer<typeof scenarioName>;

/** The group of a scenario, and what it is called within it: `latency` and `single_request`. */
export function scenarioNameParts(name: string): { group: string; ownName: string } {
  const end = name.indexOf('/');
  return end === -1 ? { group: name, ownName: name } : { group: name.slice(0, end), ownName: name.slice(end + 1) };
}

/**
 * Names that stand for several scenarios (or for one under its older name): their groups and the three names that
 * earlier configuration files use.
 */
export const scenarioGroups: Readonly<Record<string, readonly ScenarioName[]>> = {
  ...Object.fromEntries(
    scenarioNames.map((name) => {
      const { group } = scenarioNameParts(name);
      return [group, scenarioNames.filter((one) => scenarioNameParts(one).group === group)];
    }),
  ),
  concurrency: ['latency/concurrent_requests'],
  batch: ['latency/batch_processing'],
  stress: ['production/stress_test'],
};
