import type { CheckResult, CheckStatus } from '../../core/contract/resultDocument.ts';

const order: Record<CheckStatus, number> = { fail: 0, warn: 1, pass: 2, skipped: 3 };

/** Checks with the ones that matter first: fail, warn, pass, skipped; otherwise in their own order. */
export function sortChecks(checks: readonly CheckResult[]): CheckResult[] {
  return [...checks].sort((first, second) => order[first.status] - order[second.status]);
}

/** "1 fails, 2 warn, 9 pass, 1 skipped", leaving out what there is none of. */
export function countChecks(checks: readonly CheckResult[]): string {
  const count = (status: CheckStatus): number => checks.filter((check) => check.status === status).length;
  const parts = [
    { number: count('fail'), one: 'fails', many: 'fail' },
    { number: count('warn'), one: 'warns', many: 'warn' },
    { number: count('pass'), one: 'passes', many: 'pass' },
    { number: count('skipped'), one: 'skipped', many: 'skipped' },
  ];
  return parts
    .filter((part) => part.number > 0)
    .map((part) => `${part.number} ${part.number === 1 ? part.one : part.many}`)
    .join(', ');
}
