import type { StepResult } from '../../../core/contract/resultDocument.ts';

/** Requests of several steps together. */
export interface RequestTotals {
  /** Sent, and dropped ones that should have been. */
  counted: number;
  failed: number;
}

/** What was counted and what of it failed, timed out or was dropped. */
export function requestTotals(steps: readonly StepResult[]): RequestTotals {
  return steps.reduce(
    (totals, { requests }) => ({
      counted: totals.counted + requests.sent + requests.dropped,
      failed: totals.failed + requests.failed + requests.timedOut + requests.dropped,
    }),
    { counted: 0, failed: 0 },
  );
}

/** Share of a step's requests that failed, timed out or were dropped; 0 without requests. */
export function failedShare(step: StepResult): number {
  const { counted, failed } = requestTotals([step]);
  return counted === 0 ? 0 : failed / counted;
}
