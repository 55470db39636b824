import type { PlannedStep } from '../../contract/plannedStep.ts';
import { outcomeCode, phaseCode, type RecordChunk } from '../../contract/RecordChunk.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import type { Objective } from './Objective.ts';
import { keepsLimit, requestLimits } from './requestLimits.ts';

/** How many requests were good, or why that cannot be told. */
export type GoodRequests = { good: number } | { absent: string };

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
