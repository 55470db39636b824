import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

/**
 * A figure of an open loop's load that the loop cannot do without.
 *
 * @throws Error naming the field when it is missing
 */
export function requiredLoad<Name extends 'ratePerSecond' | 'arrival' | 'maxInFlight'>(
  load: PlannedStep['load'],
  name: Name,
): NonNullable<PlannedStep['load'][Name]> {
  const value = load[name];
  if (value === undefined) throw new Error(`load.loop is "open", which needs load.${name}`);
  return value;
}
