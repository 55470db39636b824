import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';

/** What a plan has in it, by which the fields of its load are shown. */
export interface PlanTraits {
  /** Requests that come on a schedule, in one of its steps or after one of its searches. */
  openLoop: boolean;
  /** Steps on servers. */
  servers: boolean;
  /** Steps of the embedded engine. */
  engine: boolean;
  /** Steps that are found while the plan runs. */
  search: boolean;
  /** Simulations of real traffic. */
  traffic: boolean;
}

/** A field with a value stays in sight whatever the plan has, so that the value can be taken out. */
export function planTraits(steps: readonly PlannedStep[], load: LoadOptions): PlanTraits {
  const isSet = (...values: unknown[]): boolean => values.some((value) => value !== undefined);
  return {
    openLoop:
      isSet(load.ratePerSecond, load.arrival, load.maxInFlight) ||
      steps.some((step) => step.load.loop === 'open' || step.search?.arrival !== undefined),
    servers: isSet(load.endpoint, load.vendorFields) || steps.some(({ url }) => url !== undefined),
    engine: isSet(load.provider) || steps.some(({ provider }) => provider !== undefined),
    search: steps.some(({ search }) => search !== undefined),
    traffic: isSet(load.traffic) || steps.some(({ scenario }) => traitsOf(scenario).playsTraffic === true),
  };
}
