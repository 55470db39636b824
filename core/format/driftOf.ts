import type { StepResult } from '../contract/resultDocument.ts';
import type { Drift } from './driftParts.ts';

/** The drift of a step's median latency in percent per hour; undefined where there is none. */
export function driftOf({ reliability }: Pick<StepResult, 'reliability'>): Drift | undefined {
  if (reliability?.driftPerHour === undefined) return undefined;
  const { driftPerHour, driftPerHourInterval95: interval } = reliability;
  return {
    percent: 100 * driftPerHour,
    ...(interval === undefined ? {} : { interval: [100 * interval[0], 100 * interval[1]] }),
  };
}
