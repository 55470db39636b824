import type { ScenarioDescription } from '../../../../core/contract/trafficPlan.ts';
import { workingDay } from '../../../../core/schedule/dayCurve.ts';
import { elementAt } from '../../../../core/statistics/elementAt.ts';

const hoursOfPart = 4;

/**
 * A sketch of the working day for a description: its rate at every fourth hour, straight lines between them.
 *
 * @param peak the load of the busiest hour.
 */
export function dayParts(peak: number, durationSeconds: number): ScenarioDescription['phases'] {
  const hours = workingDay.length;
  const busiest = Math.max(...workingDay);
  // The rate on the hour lies between those in the middle of the hours around it.
  const at = (hour: number): number =>
    (peak * (elementAt(workingDay, (hour + hours - 1) % hours) + elementAt(workingDay, hour % hours))) / (2 * busiest);
  return Array.from({ length: hours / hoursOfPart }, (_, part) => ({
    name: `${part * hoursOfPart}–${(part + 1) * hoursOfPart} h`,
    durationSeconds: (durationSeconds * hoursOfPart) / hours,
    from: at(part * hoursOfPart),
    to: at((part + 1) * hoursOfPart),
  }));
}
