import type { CheckId, CheckStatus } from '../contract/resultDocument.ts';
import type { StepEvidence } from './StepEvidence.ts';

export interface CheckOutcome {
  status: CheckStatus;
  /** The figure it rests on, short: "0.8 % off", "p99.9: 5633 of 6636". */
  detail: string;
  /** Only when it warns or fails: what was found and what it was held against, to be read as a sentence without its capital. */
  explanation?: string;
  /** Of the client: it did not reach its limit, it only stood still for a while. */
  onlyStoodStill?: boolean;
}

/** One reason to doubt a step's numbers. Limits are constants in the check's own file, each with its reason. */
export interface ValidityCheck {
  id: CheckId;
  /** What it asks, in a plain sentence. */
  question: string;
  /** What is computed, and the limits. */
  definition: string;
  /** What to do when it warns or fails. */
  remedy: string;
  /** What is wrong when it warns or fails, to be read within a sentence: "the far tail is thin". */
  complaint: string;
  /** When its evidence is there: with the records as they come, or only when the step has ended and the runner gave its account. */
  evidenceComes: 'meanwhile' | 'at the end';
  evaluate(evidence: StepEvidence): CheckOutcome;
}
