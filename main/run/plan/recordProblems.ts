import type { PlannedStep, PlanProblem } from '../../../core/contract/plannedStep.ts';
import { largestRecordedCount } from '../../../core/contract/RecordChunk.ts';
import { formatBytes } from '../../../core/format/formatBytes.ts';
import { expectedRequests } from './expectedRequests.ts';

/** What a request's record takes in memory until its step is summarized, gaps between tokens left out: its columns, twice. */
const bytesPerRecord = 150;
/** The rest is for everything else. */
const shareOfMemory = 0.5;

type RecordedStep = Pick<
  PlannedStep,
  'load' | 'warmupSeconds' | 'durationSeconds' | 'requestLimit' | 'promptTokens' | 'outputTokens'
>;

/**
 * Says of open loops whose records cannot fit into memory how many there would be: they are kept whole until the step
 * ends, since percentiles are exact. And of batches with more tokens than a record can hold.
 *
 * @param accepted it may be tried all the same: a warning instead of an error.
 */
export function recordProblems(steps: readonly RecordedStep[], memoryBytes: number, accepted: boolean): PlanProblem[] {
  const most = Math.max(0, ...steps.map((step) => expectedRequests(step) ?? 0));
  const bytes = most * bytesPerRecord;
  const problems = tokenProblems(steps);
  if (bytes <= memoryBytes * shareOfMemory) return problems;
  return [
    ...problems,
    {
      severity: accepted ? 'warning' : 'error',
      path: 'load.ratePerSecond',
      value: String(Math.max(...steps.map(({ load }) => load.ratePerSecond ?? 0))),
      message: `the records of ${most.toExponential(1)} requests need about ${formatBytes(bytes)}, and this machine has ${formatBytes(memoryBytes)}`,
      remedy: 'Lower the rate or the duration. On the command line, --yes tries it all the same.',
    },
  ];
}

/** A record counts the tokens of a whole batch in one number. */
function tokenProblems(steps: readonly RecordedStep[]): PlanProblem[] {
  const tokensOf = ({ load, promptTokens, outputTokens }: RecordedStep): number => {
    const classes = load.classes ?? [];
    const most = Math.max(
      promptTokens,
      outputTokens,
      ...classes.map((one) => Math.max(one.promptTokens, one.outputTokens)),
    );
    return load.batchSize * most;
  };
  const beyond = steps.filter((step) => tokensOf(step) > largestRecordedCount);
  const largest = Math.max(0, ...beyond.map(tokensOf));
  if (beyond.length === 0) return [];
  return [
    {
      severity: 'error',
      path: 'load.batch',
      value: String(Math.max(...beyond.map(({ load }) => load.batchSize))),
      message: `a request would have ${largest} tokens, and its record can count up to ${largestRecordedCount}`,
      remedy: 'Choose smaller batches or fewer tokens.',
    },
  ];
}
