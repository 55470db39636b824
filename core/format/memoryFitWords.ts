import type { StepResult } from '../contract/resultDocument.ts';
import { formatCount } from './formatCount.ts';

type Combination = Pick<StepResult, 'load' | 'level'>;

/** The sizes of a combination: items in a batch, prompt tokens, requests in flight. */
export function combinationOf({ load, level }: Combination): {
  batch: number;
  tokens: number | undefined;
  inFlight: number;
} {
  return {
    batch: level.batchSize ?? load.batchSize,
    tokens: level.promptTokens ?? load.promptTokens,
    inFlight: level.concurrency ?? load.concurrency ?? 1,
  };
}

/** "batch of 8, 512 tokens, 4 in flight". */
export function combinationWords(step: Combination): string {
  const { batch, tokens, inFlight } = combinationOf(step);
  const length = tokens === undefined ? [] : [`${formatCount(tokens)} tokens`];
  return [`batch of ${formatCount(batch)}`, ...length, `${formatCount(inFlight)} in flight`].join(', ');
}

/** What became of a combination: it fits, it does not, it was not tried, or that is not known. */
export type FitState = 'fits' | 'does not fit' | 'not tried' | 'unknown';

export function fitStateOf({ fit, skipped }: Pick<StepResult, 'fit' | 'skipped'>): FitState {
  if (skipped !== undefined) return 'not tried';
  if (fit === undefined) return 'unknown';
  return fit.fits ? 'fits' : 'does not fit';
}

/** "5 of 9 combinations fit; the largest is a batch of 8, 512 tokens, 4 in flight". Undefined where none was judged. */
export function fitSentence(steps: readonly StepResult[]): string | undefined {
  const judged = steps.filter((step) => fitStateOf(step) !== 'unknown');
  if (judged.length === 0) return undefined;
  const fitting = judged.filter((step) => fitStateOf(step) === 'fits');
  const all = `${formatCount(judged.length)} ${judged.length === 1 ? 'combination' : 'combinations'}`;
  if (fitting.length === 0) return `None of ${all} of batch, length and concurrency fits into memory`;
  const start = `${formatCount(fitting.length)} of ${all} of batch, length and concurrency fit into memory`;
  if (fitting.length === judged.length) return start;
  const largest = fitting.reduce((best, step) => (needOf(step) >= needOf(best) ? step : best));
  return `${start}; the largest is a ${combinationWords(largest)}`;
}

/** Tokens that are resident at once: what memory mostly grows with. */
function needOf(step: Combination): number {
  const { batch, tokens = 1, inFlight } = combinationOf(step);
  return batch * tokens * inFlight;
}
