import type { ObjectiveResult, StepResult } from '../../contract/resultDocument.ts';
import { formatAbsent } from '../../format/formatAbsent.ts';
import { formatLatency } from '../../format/formatLatency.ts';
import { formatRate } from '../../format/formatRate.ts';
import { formatShare } from '../../format/formatShare.ts';
import { numberFromDocument } from '../../statistics/numberFromDocument.ts';
import { parseObjective } from './parseObjective.ts';

export type ObjectiveVerdict = 'met' | 'missed' | 'not measured';

/** An objective as the terminal, the reports and the window show it. */
export interface ObjectiveWords {
  /** As it was asked for. */
  objective: string;
  /** With its unit, † after a percentile below its sample floor; or why there is none. */
  value: string;
  verdict: ObjectiveVerdict;
}

export function objectiveWords(result: ObjectiveResult): ObjectiveWords {
  const { objective, value, met, absent } = result;
  if (value === undefined || met === undefined) {
    return { objective, value: formatAbsent('measured', absent ?? 'no reason was kept'), verdict: 'not measured' };
  }
  const mark = result.belowFloor === true ? ' †' : '';
  return {
    objective,
    value: `${formatValue(objective, numberFromDocument(value))}${mark}`,
    verdict: met ? 'met' : 'missed',
  };
}

/** In the unit of the metric that the objective is about. */
function formatValue(text: string, value: number): string {
  const read = parseObjective(text);
  const kind = 'objective' in read ? read.objective.metric.kind : undefined;
  if (kind === 'distribution') return formatLatency(value);
  if (kind === 'rate') return formatRate(value);
  return kind === 'errorRate' ? formatShare(value) : String(value);
}

/**
 * What further follows from the objectives of a step, each a sentence without its full stop: goodput, and the highest
 * concurrency that met them. None without objectives.
 */
export function objectiveSentences({ throughput, concurrency }: StepResult): string[] {
  const { goodputPerSecond, goodputAbsent, requestsPerSecond } = throughput ?? {};
  const sentences: string[] = [];
  if (goodputPerSecond !== undefined && requestsPerSecond !== undefined) {
    sentences.push(
      `Goodput ${formatRate(goodputPerSecond)} of ${formatRate(requestsPerSecond)}: requests that met every limit on a single request`,
    );
  } else if (goodputAbsent !== undefined) sentences.push(`Goodput ${formatAbsent('measured', goodputAbsent)}`);
  if (concurrency?.maximum !== undefined) {
    sentences.push(
      `Of the levels up to this one, ${concurrency.maximum} in flight is the highest that met every objective`,
    );
  } else if (concurrency?.maximumAbsent !== undefined) {
    const { maximumAbsent } = concurrency;
    sentences.push(`${maximumAbsent.charAt(0).toUpperCase()}${maximumAbsent.slice(1)}`);
  }
  return sentences;
}
