import type { Bench } from '../run/service/Bench.ts';

/** All that the window asks of the part that measures; it knows nothing else of it. */
export type BenchService = Pick<
  Bench,
  | 'machineFacts'
  | 'planChoices'
  | 'resolvePlan'
  | 'startRun'
  | 'stopRun'
  | 'replayRun'
  | 'onRunEvents'
  | 'listRuns'
  | 'showRun'
  | 'listModels'
  | 'inspectModel'
  | 'dryRunModel'
  | 'addModel'
  | 'deleteModel'
  | 'putServer'
  | 'removeServer'
  | 'doctor'
  | 'close'
>;
