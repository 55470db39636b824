import type { CheckResult, Validity, ValidityVerdict } from '../contract/resultDocument.ts';
import { validityChecks } from './checks/validityChecks.ts';
import type { StepEvidence } from './StepEvidence.ts';

/** Runs every check on a step. Any `fail` makes it invalid, any `warn` suspect. */
export function judgeStep(evidence: StepEvidence): Validity {
  const checks = validityChecks.map((check): CheckResult => ({ id: check.id, ...check.evaluate(evidence) }));
  return { verdict: verdictOf(checks), checks };
}

function verdictOf(checks: readonly CheckResult[]): ValidityVerdict {
  const statuses = new Set(checks.map(({ status }) => status));
  return statuses.has('fail') ? 'invalid' : statuses.has('warn') ? 'suspect' : 'valid';
}
