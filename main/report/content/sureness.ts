import type { CheckStatus, ResultDocument, ValidityVerdict } from '../../../core/contract/resultDocument.ts';
import { formatCount } from '../../../core/format/formatCount.ts';

/** How far a whole run can be trusted. */
export interface Sureness {
  /** The worst of its steps; absent without a step. */
  verdict?: ValidityVerdict;
  /** "All 14 steps valid", "2 of 14 steps suspect". */
  sentence: string;
  /** "84 checks pass, 2 warn, 14 skipped". */
  checks: string;
}

const worstFirst = ['invalid', 'suspect', 'valid'] as const;
const statusWords: readonly (readonly [CheckStatus, string])[] = [
  ['fail', 'fail'],
  ['warn', 'warn'],
  ['pass', 'pass'],
  ['skipped', 'skipped'],
];

/** Sums up the validity of all steps, worst first. */
export function sureness({ steps }: ResultDocument): Sureness {
  const verdict = worstFirst.find((candidate) => steps.some(({ validity }) => validity.verdict === candidate));
  if (verdict === undefined) return { sentence: 'No step was measured', checks: 'no checks' };
  const checks = steps.flatMap(({ validity }) => validity.checks);
  const counts = statusWords.flatMap(([status, word]) => {
    const count = checks.filter((check) => check.status === status).length;
    return count === 0 ? [] : [`${formatCount(count)} ${word}`];
  });
  const counted = counts.length === 0 ? 'no checks' : counts.join(', ').replace(/^(\S+)/, '$1 checks');
  return { verdict, sentence: verdictSentence(verdict, steps), checks: counted };
}

function verdictSentence(verdict: ValidityVerdict, steps: ResultDocument['steps']): string {
  const having = steps.filter(({ validity }) => validity.verdict === verdict).length;
  if (steps.length === 1) return `The step is ${verdict}`;
  if (having === steps.length) return `All ${formatCount(having)} steps ${verdict}`;
  return `${formatCount(having)} of ${formatCount(steps.length)} steps ${verdict}`;
}
