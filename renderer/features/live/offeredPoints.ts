import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { LinePoints } from '../../charts/time/Track.ts';

/** Points of a long step lie farther apart than a second, so that no line has more than this many. */
const mostPoints = 20_000;

/**
 * Requests per second that a load of phases offers, by its plan, over the step: the warm-up has the rate with which the
 * first phase begins. Undefined where the load has no phases with rates.
 *
 * @param measuredFromSeconds where the first phase begins, seconds since the step's start
 */
export function offeredPoints(load: PlannedStep['load'], measuredFromSeconds: number): LinePoints | undefined {
  const phases = load.loop === 'open' ? (load.phases ?? []) : [];
  const first = phases[0]?.ratePerSecond;
  if (first === undefined) {
    return undefined;
  }
  const plannedSeconds = phases.reduce((sum, phase) => sum + phase.durationSeconds, 0);
  const stepSeconds = Math.max(1, (measuredFromSeconds + plannedSeconds) / mostPoints);
  const points: [number, number][] = [];
  const straight = (fromSeconds: number, toSeconds: number, fromRate: number, toRate: number): void => {
    const parts = Math.max(1, Math.ceil((toSeconds - fromSeconds) / stepSeconds));
    for (let part = 0; part <= parts; part += 1) {
      const share = part / parts;
      points.push([fromSeconds + share * (toSeconds - fromSeconds), fromRate + share * (toRate - fromRate)]);
    }
  };
  if (measuredFromSeconds > 0) {
    straight(0, measuredFromSeconds, first, first);
  }
  let fromSeconds = measuredFromSeconds;
  for (const { durationSeconds, ratePerSecond = 0, toRatePerSecond = ratePerSecond } of phases) {
    straight(fromSeconds, fromSeconds + durationSeconds, ratePerSecond, toRatePerSecond);
    fromSeconds += durationSeconds;
  }
  return {
    seconds: Float64Array.from(points, ([seconds]) => seconds),
    values: Float64Array.from(points, ([, rate]) => rate),
    count: points.length,
  };
}
