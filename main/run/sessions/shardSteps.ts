import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

/**
 * A step in as many parts as its load is to be shared by, the step itself when that is one. Requests in flight are shared
 * out as evenly as they can be, so a closed loop has at most as many parts as it has requests in flight; the schedule of
 * an open loop is the same in each part, which takes every so many of its arrivals.
 */
export function shardSteps(step: PlannedStep): PlannedStep[] {
  const { load } = step;
  const inFlight = load.loop === 'closed' ? (load.concurrency ?? 1) : load.maxInFlight;
  const count = Math.min(load.runners ?? 1, inFlight ?? Number.POSITIVE_INFINITY);
  if (count <= 1) return [step];
  return Array.from({ length: count }, (_, index) => {
    const shareOf = (whole: number): number => Math.floor(whole / count) + (index < whole % count ? 1 : 0);
    return {
      ...step,
      shard: { index, count },
      load: {
        ...load,
        ...(load.concurrency === undefined ? {} : { concurrency: shareOf(load.concurrency) }),
        ...(load.phases === undefined || load.loop === 'open'
          ? {}
          : { phases: load.phases.map((phase) => ({ ...phase, concurrency: shareOf(phase.concurrency ?? 0) })) }),
        ...(load.maxInFlight === undefined ? {} : { maxInFlight: shareOf(load.maxInFlight) }),
      },
      ...(step.requestLimit === undefined || load.loop === 'open'
        ? {}
        : { requestLimit: Math.max(1, shareOf(step.requestLimit)) }),
    };
  });
}
