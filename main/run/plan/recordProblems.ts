import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import { formatBytes } from '../../../core/format/formatBytes.ts';
import { expectedRequests } from './expectedRequests.ts';

/** What a request's record takes in memory until its step is summarized, gaps between tokens left out: its columns, twice. */
const bytesPerRecord = 150;
/** The rest is for everything else. */
const shareOfMemory = 0.5;

/**
 * Says of open loops whose records cannot fit into memory how many there would be: they are kept whole until the step
 * ends, since percentiles are exact.
 *
 * @param accepted it may be tried all the same: a warning instead of an error.
 */
export function recordProblems(
  steps: readonly Pick<PlannedStep, 'load' | 'warmupSeconds' | 'durationSeconds' | 'requestLimit'>[],
  memoryBytes: number,
  accepted: boolean,
): PlanProblem[] {
  const most = Math.max(0, ...steps.map((step) => expectedRequests(step) ?? 0));
  const bytes = most * bytesPerRecord;
  if (bytes <= memoryBytes * shareOfMemory) return [];
  return [
    {
      severity: accepted ? 'warning' : 'error',
      path: 'load.ratePerSecond',
      value: String(Math.max(...steps.map(({ load }) => load.ratePerSecond ?? 0))),
      message: `the records of ${most.toExponential(1)} requests need about ${formatBytes(bytes)}, and this machine has ${formatBytes(memoryBytes)}`,
      remedy: 'Lower the rate or the duration. On the command line, --yes tries it all the same.',
    },
  ];
}
