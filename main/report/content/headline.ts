import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { formatCount, formatHeadlinePercent, joinQuantity } from '../../../core/format/numbers.ts';
import { quantityParts } from '../../../core/format/quantities.ts';
import { inFlightOf } from '../../../core/scenarios/ScenarioAnswer.ts';
import { hasFigure, scenarioAnswer } from '../../../core/scenarios/scenarios.ts';
import { displayText } from '../displayText.ts';
import { estimateMs, isQuotable, latencyAlone, requestTotals } from './figures.ts';
import { type Subject, subjects } from './subjects.ts';
import { busiestStep, isUsable, measuredSubjects, type UsableStep } from './usableSteps.ts';

const longestReason = 80;
const longestAnswer = 160;

/** The run in one sentence, from its numbers: what a reader remembers. Percentiles under their floor never enter it. */
export function headline(document: ResultDocument): string {
  const measured = measuredSubjects(subjects(document));
  const first = measured[0];
  if (first === undefined) return withoutFigures(document);
  const answer = singleAnswer(document);
  if (answer !== undefined) return displayText(answer, longestAnswer);
  const alike = measured.filter(({ base }) => inFlightOf(base) === inFlightOf(first.base));
  const { counted, failed } = requestTotals(document.steps);
  const failures = failed > 0 ? `${formatHeadlinePercent((100 * failed) / counted)} of requests failed; ` : '';
  const fastest = alike.toSorted((a, b) => halfMs(a.base) - halfMs(b.base));
  const slowest = fastest.at(-1);
  if (slowest === undefined || !Number.isFinite(halfMs(slowest.base))) {
    const name = slowest?.subject.name ?? first.subject.name;
    return failed > 0 ? `More than half of the requests to ${name} failed` : `${name} answered no request`;
  }
  if (alike.length === 1) return failures + ofOne(first.subject, first.base);
  if (alike.length === 2) {
    const [a, b] = fastest as [typeof first, typeof first];
    return `${failures}${a.subject.name} answers half of its requests within ${half(a.base)}, ${b.subject.name} within ${half(b.base)}`;
  }
  const quickest = fastest[0] ?? first;
  return `${failures}Half of the requests take from ${half(quickest.base)} (${quickest.subject.name}) to ${half(slowest.base)} (${slowest.subject.name})`;
}

const halfMs = (step: UsableStep): number => estimateMs(step.latencyMs, 'p50');
const half = (step: UsableStep): string => latencyAlone(step.latencyMs, 'p50');

function ofOne(subject: Subject, base: UsableStep): string {
  const start = `${subject.name} answers half of its requests within ${half(base)}`;
  const busiest = busiestStep(subject);
  const throughput = busiest?.throughput;
  if (busiest && throughput && inFlightOf(busiest) !== inFlightOf(base)) {
    const { number, unit } = quantityParts(throughput.requestsPerSecond, 'requests/s', throughput.interval95);
    return `${start} and serves ${joinQuantity({ number, unit })} with ${inFlightOf(busiest)} in flight`;
  }
  if (!isQuotable(base.latencyMs, 'p95')) return start;
  return `${start} and 95\u00a0% within ${latencyAlone(base.latencyMs, 'p95')}`;
}

/** A run of one scenario that has an answer of its own, on one model, is that answer. */
function singleAnswer({ steps }: ResultDocument): string | undefined {
  const [first] = steps;
  if (first === undefined) return undefined;
  const isOne = steps.every(
    (step) => step.scenario === first.scenario && step.model === first.model && step.target === first.target,
  );
  if (!isOne || !steps.some(isUsable) || isMixAlone(steps)) return undefined;
  return scenarioAnswer(first.scenario, steps);
}

/** A mix that was held against nothing has its latency to tell, and not that something else is missing. */
function isMixAlone(steps: readonly StepResult[]): boolean {
  const classes = steps.flatMap((step) => step.classes ?? []);
  return (
    steps[0] !== undefined &&
    hasFigure(steps[0].scenario, 'classes.interference') &&
    !classes.some(({ interference }) => interference !== undefined && 'ratio' in interference)
  );
}

/** A run without a figure that may be quoted still has an answer: why not. */
function withoutFigures({ run, steps }: ResultDocument): string {
  const thin = steps.filter(isUsable);
  if (thin.length > 0) {
    const { counted } = requestTotals(thin);
    const where = thin.length === 1 ? 'one step' : `${formatCount(thin.length)} steps`;
    return `Too few requests to quote a latency: ${formatCount(counted)} in ${where}`;
  }
  if (steps.some(({ latencyMs }) => latencyMs !== undefined)) {
    return steps.length === 1
      ? 'The result is invalid: do not use it'
      : 'No step of this run is valid: do not use its numbers';
  }
  const failure = steps.find((step) => step.failure !== undefined)?.failure;
  if (failure) return `Nothing could be measured: ${displayText(failure.reason, longestReason)}`;
  if (run.status === 'interrupted') return 'Nothing was measured: the run was interrupted before its first result';
  return `Nothing was measured${run.reason ? `: ${displayText(run.reason, longestReason)}` : ''}`;
}
