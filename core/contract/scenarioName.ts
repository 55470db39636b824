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

/**
 * Names that stand for several scenarios (or for one under its older name): the four groups and the three names that
 * earlier configuration files use.
 */
export const scenarioGroups: Readonly<Record<string, readonly ScenarioName[]>> = {
  latency: scenarioNames.filter((name) => name.startsWith('latency/')),
  throughput: scenarioNames.filter((name) => name.startsWith('throughput/')),
  memory: scenarioNames.filter((name) => name.startsWith('memory/')),
  production: scenarioNames.filter((name) => name.startsWith('production/')),
  concurrency: ['latency/concurrent_requests'],
  batch: ['latency/batch_processing'],
  stress: ['production/stress_test'],
};
