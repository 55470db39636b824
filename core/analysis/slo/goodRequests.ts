import type { PlannedStep } from '../../contract/plannedStep.ts';
import { outcomeCode, phaseCode, type RecordChunk } from '../../contract/RecordChunk.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import { isWithin } from './isWithin.ts';
import type { Objective } from './Objective.ts';

/** How many requests were good, or why that cannot be told. */
export type GoodRequests = { good: number } | { absent: string };

interface Limits {
  latency: readonly Objective[];
  service: readonly Objective[];
  ttft: readonly Objective[];
  tpot: readonly Objective[];
}

/**
 * Counted requests that succeeded and met **every** limit on a single request: an upper bound on latency, service time,
 * TTFT or TPOT holds for each request, whatever percentile it was asked of. This is the goodput of DistServe (Y. Zhong et
 * al., OSDI 2024), which counts the requests that keep both their TTFT and their TPOT, and the two limits of MLPerf's
 * LLM server scenario. Undefined when no objective limits a single request.
 *
 * A reply of one token has no TPOT, and none that could be too long. A reply that came whole has no TTFT and no TPOT
 * because nobody saw them: with a limit on one of them the count is absent, since such a request is neither good nor bad.
 */
export function goodRequests(
  step: Pick<PlannedStep, 'load'>,
  chunks: readonly RecordChunk[],
  objectives: readonly Objective[],
): GoodRequests | undefined {
  const limits = limitsOf(objectives);
  if (Object.values(limits).every((ofOne) => ofOne.length === 0)) return undefined;
  let good = 0;
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      if (elementAt(chunk.phase, index) !== phaseCode.measured) continue;
      if (elementAt(chunk.outcome, index) !== outcomeCode.ok) continue;
      const intendedMs = elementAt(chunk.intendedStartMs, index);
      const firstMs = elementAt(chunk.firstTokenMs, index);
      const endMs = elementAt(chunk.endMs, index);
      const tokensOfItem = elementAt(chunk.outputTokens, index) / step.load.batchSize;
      if (limits.ttft.length > 0 && Number.isNaN(firstMs)) {
        return { absent: 'a limit on TTFT, and replies came whole: nobody saw their first token' };
      }
      if (limits.tpot.length > 0 && tokensOfItem > 1 && !(elementAt(chunk.contentEvents, index) > 1)) {
        return { absent: 'a limit on TPOT, and replies came whole: nobody saw their tokens come' };
      }
      const keepsLimits =
        keeps(limits.latency, endMs - intendedMs) &&
        keeps(limits.service, endMs - elementAt(chunk.actualStartMs, index)) &&
        keeps(limits.ttft, firstMs - intendedMs) &&
        (tokensOfItem <= 1 || keeps(limits.tpot, (endMs - firstMs) / (tokensOfItem - 1)));
      if (keepsLimits) good += 1;
    }
  }
  return { good };
}

function keeps(limits: readonly Objective[], valueMs: number): boolean {
  return limits.every((limit) => isWithin(valueMs, limit));
}

function limitsOf(objectives: readonly Objective[]): Limits {
  const upperOn = (...names: string[]): Objective[] =>
    objectives.filter(
      ({ metric, comparison }) =>
        metric.kind === 'distribution' && names.includes(metric.distribution) && comparison.startsWith('<'),
    );
  return {
    // The latency of a request that succeeded is both.
    latency: upperOn('latencyMs', 'successLatencyMs'),
    service: upperOn('serviceMs'),
    ttft: upperOn('ttftMs'),
    tpot: upperOn('tpotMs'),
  };
}
