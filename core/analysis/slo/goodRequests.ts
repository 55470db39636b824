import type { PlannedStep } from '../../contract/plannedStep.ts';
import { outcomeCode, phaseCode, type RecordChunk, unknownTokens } from '../../contract/RecordChunk.ts';
import type { Objective } from '../../objectives/Objective.ts';
import { elementAt } from '../../statistics/arrays.ts';

/** How many requests were good, or why that cannot be told. */
type GoodRequests = { good: number } | { absent: string };

/**
 * Counted requests that succeeded and met **every** limit on a single request ({@link requestLimits}). This is the goodput
 * of DistServe (Y. Zhong et al., OSDI 2024), which counts the requests that keep both their TTFT and their TPOT, and the two
 * limits of MLPerf's LLM server scenario. Undefined when no objective limits a single request; absent where one request
 * cannot be held against a limit, since it is neither good nor bad.
 */
export function goodRequests(
  step: Pick<PlannedStep, 'load'>,
  chunks: readonly RecordChunk[],
  objectives: readonly Objective[],
): GoodRequests | undefined {
  const limits = requestLimits(objectives);
  if (limits.length === 0) return undefined;
  let good = 0;
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      if (elementAt(chunk.phase, index) !== phaseCode.measured) continue;
      if (elementAt(chunk.outcome, index) !== outcomeCode.ok) continue;
      let isGood = true;
      for (const limit of limits) {
        const kept = keepsLimit(limit, step, chunk, index);
        if (typeof kept === 'object') return kept;
        isGood &&= kept;
      }
      if (isGood) good += 1;
    }
  }
  return { good };
}

/** An objective that limits a single request: an upper bound on one of its times. */
export interface RequestLimit {
  readonly objective: Objective;
  readonly on: 'latency' | 'service' | 'ttft' | 'tpot';
}

/** What each distribution is of a single request. The latency of a request that succeeded is both. */
const limited = new Map<string, RequestLimit['on']>([
  ['latencyMs', 'latency'],
  ['successLatencyMs', 'latency'],
  ['serviceMs', 'service'],
  ['ttftMs', 'ttft'],
  ['tpotMs', 'tpot'],
]);

/**
 * Objectives that limit a single request: an upper bound on latency, service time, TTFT or TPOT holds for each request,
 * whatever percentile it was asked of. In their order.
 */
export function requestLimits(objectives: readonly Objective[]): RequestLimit[] {
  return objectives.flatMap((objective) => {
    const { metric, comparison } = objective;
    const on = metric.kind === 'distribution' ? limited.get(metric.distribution) : undefined;
    return on === undefined || !comparison.startsWith('<') ? [] : [{ objective, on }];
  });
}

/**
 * Whether a request that succeeded keeps a limit, or why nobody can tell: a reply that came whole has no TTFT and no TPOT
 * because nobody saw them, and one of unknown length has no TPOT. A reply of one token has none either, and none that could
 * be too long.
 *
 * @param index of the request in its chunk
 */
export function keepsLimit(
  { objective, on }: RequestLimit,
  { load }: Pick<PlannedStep, 'load'>,
  chunk: RecordChunk,
  index: number,
): boolean | { absent: string } {
  const intendedMs = elementAt(chunk.intendedStartMs, index);
  const firstMs = elementAt(chunk.firstTokenMs, index);
  const endMs = elementAt(chunk.endMs, index);
  if (on === 'latency') return isWithin(endMs - intendedMs, objective);
  if (on === 'service') return isWithin(endMs - elementAt(chunk.actualStartMs, index), objective);
  if (on === 'ttft') {
    return Number.isNaN(firstMs)
      ? { absent: 'a limit on TTFT, and replies came whole: nobody saw their first token' }
      : isWithin(firstMs - intendedMs, objective);
  }
  const outputTokens = elementAt(chunk.outputTokens, index);
  if (outputTokens === unknownTokens) {
    return { absent: 'a limit on TPOT, and the server did not say how many tokens each reply has' };
  }
  const tokensOfItem = outputTokens / load.batchSize;
  if (tokensOfItem <= 1) return true;
  return elementAt(chunk.contentEvents, index) > 1
    ? isWithin((endMs - firstMs) / (tokensOfItem - 1), objective)
    : { absent: 'a limit on TPOT, and replies came whole: nobody saw their tokens come' };
}

/** Whether a value keeps an objective's limit; +∞ is above every one. */
export function isWithin(value: number, { comparison, limit }: Pick<Objective, 'comparison' | 'limit'>): boolean {
  switch (comparison) {
    case '<=':
      return value <= limit;
    case '<':
      return value < limit;
    case '>=':
      return value >= limit;
    case '>':
      return value > limit;
  }
}
