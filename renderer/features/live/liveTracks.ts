import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';
import { targetTraits } from '../../../core/targets/targets.ts';
import type { LinePoints, Track } from '../../charts/Track.ts';
import { stepTracks } from '../../charts/time/stepTracks.ts';
import type { ColumnTable, StepSeries } from '../../state/live/StepSeries.ts';

function from<Name extends string>(table: ColumnTable<Name | 'seconds'>, name: Name): () => LinePoints {
  return () => ({ seconds: table.column('seconds'), values: table.column(name), count: table.count });
}

/**
 * The tracks of a running step. GPU tracks stand only where there is a GPU, the engine's only where it is a process.
 *
 * @param measuredFrom where the counted load begins, seconds since the step's start
 */
export function liveTracks(
  { slices, seconds, machine }: StepSeries,
  plan: PlannedStep,
  withGpu: boolean,
  measuredFrom = plan.warmupSeconds,
): Track[] {
  const { processes } = targetTraits(plan);
  const offered = offeredPoints(plan.load, measuredFrom);
  return stepTracks({
    target: plan.target,
    loop: plan.load.loop,
    memoryFirst: traitsOf(plan.scenario).asksMemory === true,
    figures: {
      p50Ms: from(slices, 'p50Ms'),
      p95Ms: from(slices, 'p95Ms'),
      p99Ms: from(slices, 'p99Ms'),
      ...(offered === undefined ? {} : { offeredPerSecond: () => offered }),
      // A closed loop sends whenever something comes back: only a schedule is something to hold what is sent against.
      ...(plan.load.loop === 'open' ? { takenPerSecond: from(seconds, 'takenPerSecond') } : {}),
      completedPerSecond: from(seconds, 'completedPerSecond'),
      inFlight: from(slices, 'inFlight'),
      ...(withGpu
        ? {
            gpuUtilizationPercent: from(machine, 'gpuUtilizationPercent'),
            gpuPowerWatts: from(machine, 'gpuPowerWatts'),
            gpuMemoryBytes: from(machine, 'gpuMemoryBytes'),
          }
        : {}),
      // A target that lives inside this client has no process of its own, and that of a server is out of reach.
      ...(processes !== 'byAddress' && processes.role === 'engine'
        ? {
            engineCpuPercent: from(machine, 'engineCpuPercent'),
            engineMemoryBytes: from(machine, 'engineMemoryBytes'),
          }
        : {}),
      clientCpuPercent: from(machine, 'clientCpuPercent'),
      totalCpuPercent: from(machine, 'totalCpuPercent'),
      clientMemoryBytes: from(machine, 'clientMemoryBytes'),
    },
  });
}

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
