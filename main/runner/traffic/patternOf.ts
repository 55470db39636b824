import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { ArrivalPattern } from '../../../core/schedule/ArrivalPattern.ts';
import { parseArrival } from '../../../core/schedule/parseArrival.ts';
import { requiredLoad } from './requiredLoad.ts';

/**
 * The pattern of a load's arrivals.
 *
 * @throws Error naming the field when it is missing or no pattern
 */
export function patternOf(load: PlannedStep['load']): ArrivalPattern {
  const parsed = parseArrival(requiredLoad(load, 'arrival'));
  if ('failure' in parsed) throw new Error(`load.${parsed.failure.reason}`);
  return parsed.arrival;
}
