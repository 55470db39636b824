import { validityChecks } from '../../../core/analysis/checks/validityChecks.ts';
import { verdictSentence } from '../../../core/analysis/verdictSentence.ts';
import type { PercentileName } from '../../../core/contract/distribution.ts';
import type { ResultDocument, StepResult } from '../../../core/contract/resultDocument.ts';
import { formatDuration } from '../../../core/format/durations.ts';
import { formatPercentileName } from '../../../core/format/latency.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { reportedPercentiles } from '../../../core/statistics/percentiles.ts';
import { sampleFloor } from '../../../core/statistics/sampleFloor.ts';
import { displayText, shortName } from '../displayText.ts';
import { measuredSeconds, stepTitle } from './stepWords.ts';
import { isUsable, type UsableStep } from './usableSteps.ts';

/** Something to do, and the evidence for it. */
export interface Advice {
  action: string;
  because: string;
}

const most = 3;

/** What the run's evidence says should be done next, most urgent first. Nothing when it says nothing. */
export function advice(document: ResultDocument): Advice[] {
  return [
    ...failedSteps(document.steps),
    ...invalidSteps(document.steps),
    ...recommended(document),
    ...unfinished(document),
    ...floorAdvice(document.steps),
  ].slice(0, most);
}

function failedSteps(steps: readonly StepResult[]): Advice[] {
  const failed = steps.filter(({ failure }) => failure !== undefined);
  const first = failed[0];
  if (first?.failure === undefined) return [];
  const others = failed.length > 1 ? ` So did ${formatCount(failed.length - 1)} more.` : '';
  return [
    {
      action: displayText(first.failure.remedy),
      because: `“${stepTitle(first)}” of ${shortName(first.model)} was not carried out: ${displayText(first.failure.reason)}.${others}`,
    },
  ];
}

function invalidSteps(steps: readonly StepResult[]): Advice[] {
  const invalid = steps.filter(
    ({ failure, skipped, validity }) =>
      failure === undefined && skipped === undefined && validity.verdict === 'invalid',
  );
  const [first] = invalid;
  const failing = first?.validity.checks.find(({ status }) => status === 'fail');
  if (first === undefined || failing === undefined) return [];
  const which =
    invalid.length === 1
      ? `“${stepTitle(first)}” of ${shortName(first.model)}`
      : `the ${formatCount(invalid.length)} invalid steps`;
  const remedy = validityChecks.find(({ id }) => id === failing.id)?.remedy ?? '';
  return [
    {
      action: `Do not use ${which}.`,
      because: `${displayText(verdictSentence(first).explanation ?? '')} ${remedy}`.trim(),
    },
  ];
}

function recommended(document: ResultDocument): Advice[] {
  return document.recommendations.map(({ title, action }) => ({
    action: displayText(title),
    because: typeof action === 'string' ? displayText(action) : '',
  }));
}

function unfinished({ run, steps }: ResultDocument): Advice[] {
  const left = run.plan.steps.length - steps.length;
  if (run.status !== 'interrupted' || left <= 0) return [];
  return [
    {
      action: left === 1 ? 'Run the remaining step.' : `Run the remaining ${formatCount(left)} steps.`,
      because: `The run stopped after ${formatCount(steps.length)} of ${formatCount(run.plan.steps.length)}.`,
    },
  ];
}

const stepSeconds = 10;

/** Measured at its own rate, how long a step must run to carry a percentile. */
function secondsFor(step: UsableStep, floor: number): number {
  return (floor / step.latencyMs.count) * (measuredSeconds(step) ?? step.load.durationSeconds);
}

/** The first percentile (p99.9 aside) that some step cannot carry, and the time that would do. */
function floorAdvice(steps: readonly StepResult[]): Advice[] {
  const usable = steps.filter(isUsable).filter(({ latencyMs, interrupted }) => latencyMs.count > 0 && !interrupted);
  const isShort = (name: PercentileName) => usable.filter(({ latencyMs }) => latencyMs.belowFloor.includes(name));
  const found = reportedPercentiles.find(({ name }) => name !== 'p999' && isShort(name).length > 0);
  if (found === undefined) return [];
  const floor = sampleFloor(found.share);
  const short = isShort(found.name);
  const thinnest = short.reduce((a, b) => (secondsFor(a, floor) >= secondsFor(b, floor) ? a : b));
  const seconds = Math.ceil(secondsFor(thinnest, floor) / stepSeconds) * stepSeconds;
  const name = formatPercentileName(found.name);
  return [
    {
      action: `Measure each step for ${formatDuration(seconds)} to quote ${name}.`,
      because: `It needs ${formatCount(floor)} requests; the thinnest step, “${stepTitle(thinnest)}” of ${shortName(thinnest.model)}, counted ${formatCount(thinnest.latencyMs.count)} in ${formatDuration(measuredSeconds(thinnest) ?? thinnest.load.durationSeconds)}.`,
    },
  ];
}
