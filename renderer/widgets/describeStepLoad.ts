import { formatCount } from '../../core/format/formatCount.ts';
import { formatRate } from '../../core/format/formatRate.ts';

interface StepLoad {
  loop: 'open' | 'closed';
  concurrency?: number | undefined;
  ratePerSecond?: number | undefined;
  arrival?: string | undefined;
  batchSize: number;
  seed: number;
}

/** The load of a step in a line: "4 in flight, batches of 8, closed loop, seed 42". */
export function describeStepLoad(load: StepLoad): string {
  return [
    ...(load.concurrency === undefined ? [] : [`${formatCount(load.concurrency)} in flight`]),
    ...(load.ratePerSecond === undefined ? [] : [formatRate(load.ratePerSecond)]),
    ...(load.batchSize > 1 ? [`batches of ${formatCount(load.batchSize)}`] : []),
    `${load.loop} loop`,
    ...(load.arrival === undefined ? [] : [load.arrival]),
    `seed ${load.seed}`,
  ].join(', ');
}
