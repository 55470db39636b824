import type { ObjectiveResult } from '../../contract/ladderFigures.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import { formatAbsent } from '../../format/absences.ts';
import { formatLatency } from '../../format/latency.ts';
import { formatShare } from '../../format/numbers.ts';
import { formatRate } from '../../format/quantities.ts';
import { parseObjective } from '../../objectives/Objective.ts';
import { numberFromDocument } from '../../statistics/distributionDocument.ts';
import type { Interval } from '../../statistics/Interval.ts';

export type ObjectiveVerdict = 'met' | 'missed' | 'not measured';

/** An objective as the terminal, the reports and the window show it. */
interface ObjectiveWords {
  /** As it was asked for. */
  objective: string;
  /** With its unit and 95 % interval, † after a percentile below its sample floor; or why there is none. */
  value: string;
  verdict: ObjectiveVerdict;
}

export function objectiveWords(result: ObjectiveResult): ObjectiveWords {
  const { objective, value, met, absent, interval95 } = result;
  if (value === undefined || met === undefined) {
    return { objective, value: formatAbsent('measured', absent ?? 'no reason was kept'), verdict: 'not measured' };
  }
  const interval: Interval | undefined = interval95 && [
    numberFromDocument(interval95[0]),
    numberFromDocument(interval95[1]),
  ];
  const mark = result.belowFloor === true ? ' †' : '';
  return {
    objective,
    value: `${formatValue(objective, numberFromDocument(value), interval)}${mark}`,
    verdict: met ? 'met' : 'missed',
  };
}

/** In the unit of the metric that the objective is about. */
function formatValue(text: string, value: number, interval: Interval | undefined): string {
  const read = parseObjective(text);
  const kind = 'objective' in read ? read.objective.metric.kind : undefined;
  if (kind === 'distribution') return formatLatency(value, interval);
  if (kind === 'rate') return formatRate(value, interval);
  return kind === 'errorRate' ? formatShare(value) : String(value);
}

/** Goodput beside the throughput, "9.50/s of 10.0/s", or why there is none; undefined where no single request is limited. */
export function goodputWords({ throughput }: StepResult): string | undefined {
  const { goodputPerSecond, goodputAbsent, requestsPerSecond } = throughput ?? {};
  if (goodputPerSecond !== undefined && requestsPerSecond !== undefined) {
    return `${formatRate(goodputPerSecond)} of ${formatRate(requestsPerSecond)}`;
  }
  return goodputAbsent === undefined ? undefined : formatAbsent('measured', goodputAbsent);
}

/** The highest concurrency that met the objectives as a sentence without its full stop, or that there is none. */
export function highestLevelSentence({ concurrency }: StepResult): string | undefined {
  const { maximum, maximumAbsent } = concurrency ?? {};
  if (maximum !== undefined) {
    return `Of the levels up to this one, ${maximum} in flight is the highest that met every objective`;
  }
  return maximumAbsent === undefined ? undefined : `${maximumAbsent.charAt(0).toUpperCase()}${maximumAbsent.slice(1)}`;
}

/** What further follows from the objectives of a step, each a sentence without its full stop. None without objectives. */
export function objectiveSentences(step: StepResult): string[] {
  const goodput = goodputWords(step);
  const level = highestLevelSentence(step);
  const isMeasured = step.throughput?.goodputPerSecond !== undefined;
  return [
    ...(goodput === undefined
      ? []
      : [`Goodput ${goodput}${isMeasured ? ': requests that met every limit on a single request' : ''}`]),
    ...(level === undefined ? [] : [level]),
  ];
}
