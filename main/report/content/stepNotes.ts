import { objectiveSentences } from '../../../core/analysis/slo/objectiveWords.ts';
import type { Distribution, PercentileName } from '../../../core/contract/distribution.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { endSentence } from '../../../core/format/absences.ts';
import { formatLatency, formatPercentileName } from '../../../core/format/latency.ts';
import { formatCount } from '../../../core/format/numbers.ts';
import { numberFromDocument } from '../../../core/statistics/distributionDocument.ts';
import { displayText } from '../displayText.ts';
import type { ResultSection } from './reportOutline.ts';

/** Percentiles of which a promise is made. */
const bounded: readonly PercentileName[] = ['p95', 'p99', 'p999'];

/**
 * What stands under a table of percentiles: what the dagger means there, how high the upper ones can be, and why an
 * interval of the mean is missing.
 */
export function latencyNotes(distribution: Distribution | undefined): string[] {
  if (distribution === undefined) return [];
  const reason = meanWithoutInterval(distribution);
  return [
    ...(distribution.belowFloor.length > 0
      ? [`† below its sample floor; ${formatCount(distribution.count)} requests counted.`]
      : []),
    ...boundNotes(distribution),
    ...(reason === undefined ? [] : [`No interval of the mean: ${displayText(reason)}.`]),
  ];
}

function boundNotes({ bounds99 = {} }: Distribution): string[] {
  const bounds = bounded.flatMap((name) => {
    const bound = bounds99[name];
    return bound === undefined ? [] : [{ name: formatPercentileName(name), boundMs: numberFromDocument(bound) }];
  });
  const finite = bounds.filter(({ boundMs }) => Number.isFinite(boundMs));
  const infinite = bounds.filter(({ boundMs }) => !Number.isFinite(boundMs)).map(({ name }) => name);
  const list = finite.map(({ name, boundMs }) => `${name} at most ${formatLatency(boundMs)}`).join(', ');
  return [
    ...(finite.length === 0 ? [] : [`With 99\u00a0% confidence: ${list}.`]),
    ...(infinite.length === 0 ? [] : [`No bound of ${infinite.join(', ')}: failures reach it.`]),
  ];
}

function meanWithoutInterval({ intervalAbsent }: Distribution): string | undefined {
  if (typeof intervalAbsent !== 'object' || intervalAbsent === null || !('mean' in intervalAbsent)) return undefined;
  return typeof intervalAbsent.mean === 'string' ? intervalAbsent.mean : undefined;
}

/** What stands under the objectives of a step: goodput, the highest level that met them, what a dagger means. */
export function objectiveNotes(step: StepResult): string[] {
  const isMarked = step.slo?.some(({ belowFloor }) => belowFloor === true) === true;
  return [
    ...objectiveSentences(step).map((sentence) => endSentence(displayText(sentence))),
    ...(isMarked ? ['† below its sample floor.'] : []),
  ];
}

/** What stands under a table of stability: how many steps have no score. */
export function stabilityNotes({ subject, steps }: ResultSection): string[] {
  const left = subject.steps.length - steps.length;
  if (left === 0) return [];
  return [
    `${formatCount(left)} of ${formatCount(subject.steps.length)} steps ${left === 1 ? 'has no score: its section says why.' : 'have no score: their sections say why.'}`,
  ];
}
