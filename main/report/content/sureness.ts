import { verdictSentence } from '../../../core/analysis/verdictSentence.ts';
import type { CheckStatus, ResultDocument, ValidityVerdict } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/numbers.ts';

/** How far a whole run can be trusted. */
interface Sureness {
  /** The worst of its steps; absent without a step. */
  verdict?: ValidityVerdict;
  /** "All 14 steps valid", "2 of 14 steps suspect". */
  sentence: string;
  /** "84 checks pass, 2 warn, 14 skipped". */
  checks: string;
  /** Why the first of the worst steps is doubted, in plain words; absent when all are valid. */
  reason?: string;
}

const worstFirst = ['invalid', 'suspect', 'valid'] as const;
/** After the word "checks": one of them has the verb in the singular. */
const statusWords: readonly (readonly [status: CheckStatus, one: string, several: string])[] = [
  ['fail', 'fails', 'fail'],
  ['warn', 'warns', 'warn'],
  ['pass', 'passes', 'pass'],
  ['skipped', 'is skipped', 'skipped'],
];

/** Sums up the validity of all steps, worst first. */
export function sureness(document: ResultDocument): Sureness {
  // What was not tried has nothing that could be trusted or not.
  const steps = document.steps.filter(({ skipped }) => skipped === undefined);
  const verdict = worstFirst.find((candidate) => steps.some(({ validity }) => validity.verdict === candidate));
  if (verdict === undefined) return { sentence: 'No step was measured', checks: 'no checks' };
  const doubted = steps.find(({ validity }) => verdict !== 'valid' && validity.verdict === verdict);
  const reason = doubted && verdictSentence(doubted).reason;
  return {
    verdict,
    sentence: sentenceOf(verdict, steps),
    checks: checkCounts(steps),
    ...(reason === undefined ? {} : { reason }),
  };
}

function sentenceOf(verdict: ValidityVerdict, steps: ResultDocument['steps']): string {
  const having = steps.filter(({ validity }) => validity.verdict === verdict).length;
  if (steps.length === 1) return `The step is ${verdict}`;
  if (having === steps.length) return `All ${formatCount(having)} steps ${verdict}`;
  return `${formatCount(having)} of ${formatCount(steps.length)} steps ${verdict}`;
}

function checkCounts(steps: ResultDocument['steps']): string {
  const checks = steps.flatMap(({ validity }) => validity.checks);
  const counts = statusWords
    .map(([status, one, several]) => ({
      count: checks.filter((check) => check.status === status).length,
      one,
      several,
    }))
    .filter(({ count }) => count > 0);
  if (counts.length === 0) return 'no checks';
  return counts
    .map(({ count, one, several }, index) => {
      if (index > 0) return `${formatCount(count)} ${several}`;
      return count === 1 ? `1 check ${one}` : `${formatCount(count)} checks ${several}`;
    })
    .join(', ');
}
