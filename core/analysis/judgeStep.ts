import type { CheckResult, Validity, ValidityVerdict } from '../contract/resultDocument.ts';
import { validityChecks } from './checks/validityChecks.ts';
import type { StepEvidence } from './StepEvidence.ts';

/**
 * Runs every check on a step that has ended, or on one that still runs; then checks whose evidence comes at the end wait
 * for it. Any `fail` makes the step invalid, any `warn` suspect.
 */
export function judgeStep(evidence: StepEvidence, step: 'ended' | 'running' = 'ended'): Validity {
  const checks = validityChecks.map(
    (check): CheckResult =>
      step === 'running' && check.evidenceComes === 'at the end'
        ? { id: check.id, status: 'skipped', detail: check.evidenceComes }
        : { id: check.id, ...check.evaluate(evidence) },
  );
  return { verdict: verdictOf(checks), checks };
}

function verdictOf(checks: readonly CheckResult[]): ValidityVerdict {
  const statuses = new Set(checks.map(({ status }) => status));
  return statuses.has('fail') ? 'invalid' : statuses.has('warn') ? 'suspect' : 'valid';
}
