import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import { traitsOf } from '../../../core/scenarios/scenarios.ts';
import { stepTracks } from '../../charts/time/stepTracks.ts';
import type { LinePoints, Track } from '../../charts/time/Track.ts';
import type { ColumnTable } from '../../state/live/ColumnTable.ts';
import type { StepSeries } from '../../state/live/StepSeries.ts';
import { offeredPoints } from './offeredPoints.ts';

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
      ...(plan.engine === 'dummy' || plan.url !== undefined
        ? {}
        : {
            engineCpuPercent: from(machine, 'engineCpuPercent'),
            engineMemoryBytes: from(machine, 'engineMemoryBytes'),
          }),
      clientCpuPercent: from(machine, 'clientCpuPercent'),
      totalCpuPercent: from(machine, 'totalCpuPercent'),
      clientMemoryBytes: from(machine, 'clientMemoryBytes'),
    },
  });
}
