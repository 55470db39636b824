import type { CheckResult, StepResult } from '../contract/resultDocument.ts';
import { validityChecks } from './checks/validityChecks.ts';

/** A step's verdict in words. Screens set the word apart by icon and colour, texts use the headline. */
interface VerdictSentence {
  readonly word: 'Valid' | 'Suspect' | 'Invalid';
  /** "the client was in the way and the far tail is thin", "5 checks pass". */
  readonly reason: string;
  /** "Suspect: the client was in the way and the far tail is thin". */
  readonly headline: string;
  /** What was found, with its figures, in one or two sentences; absent when there is nothing to add. */
  readonly explanation?: string;
}

const words = { valid: 'Valid', suspect: 'Suspect', invalid: 'Invalid' } as const;

const stoppedExplanation =
  'What was in flight then left no record: slow requests are missing more often than quick ones.';

/** Named in the headline; the rest are counted. */
const mostNamed = 2;

function rank({ id }: CheckResult): number {
  const index = validityChecks.findIndex((check) => check.id === id);
  return index === -1 ? validityChecks.length : index;
}

/** In plain words, also for a check that this version does not know: then with its figure, never as a name alone. */
function complaintOf({ id, detail }: CheckResult): string {
  return validityChecks.find((check) => check.id === id)?.complaint ?? `${id.replaceAll('-', ' ')}: ${detail}`;
}

/** The check's own explanation; one of a check that gave none is its complaint with the figure. */
function explanationOf(check: CheckResult): string {
  const { explanation, detail } = check;
  if (typeof explanation === 'string') return explanation;
  const complaint = complaintOf(check);
  return complaint.endsWith(detail) ? complaint : `${complaint} (${detail})`;
}

/** Capital and full stop; "p99.9" stays as it is wherever it stands. */
function asSentence(text: string): string {
  const start = /^p\d/.test(text) ? text : `${text.charAt(0).toUpperCase()}${text.slice(1)}`;
  return start.endsWith('.') ? start : `${start}.`;
}

function validReason(checks: readonly CheckResult[]): string {
  const skipped = checks.filter(({ status }) => status === 'skipped').length;
  const passed = checks.filter(({ status }) => status === 'pass').length;
  const passes = passed === 1 ? '1 check passes' : `${passed} checks pass`;
  return skipped === 0 ? passes : `${passes}, ${skipped} skipped`;
}

/**
 * The one sentence about whether a step's numbers can be trusted. It names the two gravest findings in plain words,
 * failing checks first, and counts the others; a step that broke off says that before all.
 */
export function verdictSentence(
  step: Pick<StepResult, 'validity' | 'failure' | 'interrupted' | 'fit' | 'skipped'>,
): VerdictSentence {
  const { verdict, checks } = step.validity;
  const word = words[verdict];
  const withReason = (reason: string, explanation?: string): VerdictSentence => ({
    word,
    reason,
    headline: `${word}: ${reason}`,
    ...(explanation === undefined ? {} : { explanation }),
  });
  if (step.failure !== undefined) {
    const { reason, remedy } = step.failure;
    return withReason('the step was not carried out to its end', `${asSentence(reason)} ${asSentence(remedy)}`);
  }
  if (step.skipped !== undefined) return withReason('the step was not tried', asSentence(step.skipped.reason));
  if (step.fit?.fits === false)
    return withReason('its load does not fit into memory', asSentence(step.fit.explanation));
  if (step.interrupted === true) return withReason('the step was stopped before its end', stoppedExplanation);
  const bySeverity = (status: CheckResult['status']): CheckResult[] =>
    checks.filter((check) => check.status === status).sort((a, b) => rank(a) - rank(b));
  const findings = [...bySeverity('fail'), ...bySeverity('warn')];
  if (findings.length === 0) return withReason(validReason(checks));
  const named = findings.slice(0, mostNamed);
  const more = findings.length - named.length;
  const complaints = named.map(complaintOf);
  return withReason(
    more === 0 ? complaints.join(' and ') : `${complaints.join(', ')} and ${more} more`,
    named.map((check) => asSentence(explanationOf(check))).join(' '),
  );
}
