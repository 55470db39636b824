import { defaultPhaseShares, type PhasedKey } from '../../../core/configuration/defaultPhaseShares.ts';
import type { ScenarioConfiguration } from '../../../core/contract/configuration.ts';

/** The proportions of a scenario's phases: the configured ones, else the defaults. */
export function phaseSharesOf(key: PhasedKey, { phases }: ScenarioConfiguration): Readonly<Record<string, number>> {
  return phases ?? defaultPhaseShares[key];
}
