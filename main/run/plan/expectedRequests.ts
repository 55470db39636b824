import type { PlannedStep } from '../../../core/contract/plannedStep.ts';

type Load = Pick<PlannedStep, 'load' | 'warmupSeconds' | 'durationSeconds' | 'requestLimit'>;

/** Requests of an open loop with its warm-up, which has the load of its first phase; undefined for a closed one. */
export function expectedRequests({ load, warmupSeconds, durationSeconds, requestLimit }: Load): number | undefined {
  const { ratePerSecond, phases } = load;
  if (load.loop !== 'open' || ratePerSecond === undefined) return undefined;
  const first = phases?.[0]?.ratePerSecond ?? ratePerSecond;
  return first * warmupSeconds + Math.min(ratePerSecond * durationSeconds, requestLimit ?? Number.POSITIVE_INFINITY);
}
