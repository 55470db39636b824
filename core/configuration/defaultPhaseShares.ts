import type { ScenarioConfigurationKey } from '../contract/configuration.ts';

/** The entries of `scenarios.json` whose scenarios have phases. */
export type PhasedKey = Extract<ScenarioConfigurationKey, 'throughput' | 'memory' | 'stress'>;

/**
 * The phases of each in order, with the proportions that hold where the configuration has none. They are proportions of
 * the measured time of a step, whatever they add up to. `idle` stands at both ends of a step whose engine is not started
 * within it.
 */
export const defaultPhaseShares = {
  throughput: { base: 40, burst: 20, recovery: 40 },
  memory: { idle: 20, warm: 15, steady: 65 },
  stress: { ramp: 50, peak: 10, recovery: 40 },
} as const satisfies Record<PhasedKey, Readonly<Record<string, number>>>;
