import type { PossiblyInfinite } from '../../contract/distribution.ts';
import type { ObjectiveResult } from '../../contract/ladderFigures.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import { numberFromDocument } from '../../statistics/numberFromDocument.ts';
import { isWithin } from './isWithin.ts';
import type { Objective, ObjectiveDistribution } from './Objective.ts';

/** What a step says about an objective. */
type Found = Pick<ObjectiveResult, 'interval95' | 'belowFloor'> & { value: PossiblyInfinite };

/**
 * Holds a step's result against an objective: met, missed, or not measured with the reason. The figures are those of the
 * result, so that a percentile that failures reach is infinite and misses every upper bound.
 */
export function judgeObjective(objective: Objective, result: StepResult): ObjectiveResult {
  const found = figureOf(objective, result);
  if ('absent' in found) return { objective: objective.text, absent: found.absent };
  return { objective: objective.text, ...found, met: isWithin(numberFromDocument(found.value), objective) };
}

function figureOf({ metric }: Objective, result: StepResult): Found | { absent: string } {
  if (metric.kind === 'errorRate') {
    const rate = result.reliability?.errorRate;
    return rate === undefined ? { absent: 'no request was counted' } : { value: rate };
  }
  if (metric.kind === 'rate') {
    const rate = result.throughput?.[metric.rate];
    if (rate === undefined) return { absent: whyNoRate(metric.rate, result) };
    const interval95 = metric.rate === 'requestsPerSecond' ? result.throughput?.interval95 : undefined;
    return { value: rate, ...(interval95 === undefined ? {} : { interval95 }) };
  }
  const { distribution: name, estimate } = metric;
  // Successes stand apart only where there were failures.
  const distribution =
    result[name] ?? (name === 'successLatencyMs' && result.requests.ok > 0 ? result.latencyMs : undefined);
  if (distribution === undefined) return { absent: whyNoDistribution(name, result) };
  const isBelowFloor = estimate !== 'mean' && distribution.belowFloor.includes(estimate);
  if (isBelowFloor) return { value: distribution[estimate], belowFloor: true };
  const interval95 = distribution.interval95[estimate];
  return { value: distribution[estimate], ...(interval95 === undefined ? {} : { interval95 }) };
}

function whyNoRate(rate: string, { requests, throughput }: StepResult): string {
  if (requests.ok === 0) return 'no request succeeded';
  if (throughput === undefined) return 'no time passed that a rate could be taken over';
  if (rate === 'goodputPerSecond') return throughput.goodputAbsent ?? 'no objective limits a single request';
  if (rate === 'outputTokensPerSecond' && throughput.outputTokensAbsent !== undefined)
    return throughput.outputTokensAbsent;
  return 'this target has no tokens to count';
}

function whyNoDistribution(name: ObjectiveDistribution, { requests, throughput }: StepResult): string {
  if (requests.sent + requests.dropped === 0) return 'no request was counted';
  if (requests.ok === 0) return 'no request succeeded';
  if (name === 'ttftMs') return 'replies came whole, without a first token';
  if (name === 'tpotMs' && throughput?.outputTokensAbsent !== undefined) return throughput.outputTokensAbsent;
  if (name === 'tpotMs') return 'no reply came as a stream of two tokens or more';
  if (name === 'itlMs') return 'no reply came token by token';
  return 'it was not measured';
}
