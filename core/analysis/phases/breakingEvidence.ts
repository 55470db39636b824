import { outcomeCode, phaseCode } from '../../contract/RecordChunk.ts';
import type { StepResult } from '../../contract/resultDocument.ts';
import { elementAt } from '../../statistics/elementAt.ts';
import type { StepEvidence } from '../StepEvidence.ts';
import type { StepMeasurement } from '../StepMeasurement.ts';

/** Of a load that broke its target, the requests that were due from then on. Without a breaking point all are judged alike. */
export function breakingEvidence(
  { chunks, startedAtMs }: Pick<StepMeasurement, 'chunks' | 'startedAtMs'>,
  breakingPoint: StepResult['breakingPoint'],
): { beyondBreaking: StepEvidence['beyondBreaking'] } {
  if (breakingPoint === undefined || 'absent' in breakingPoint) return { beyondBreaking: undefined };
  const { atMs, offeredPerSecond } = breakingPoint;
  const beyond = { requests: 0, bad: 0, offeredPerSecond };
  for (const chunk of chunks) {
    for (let index = 0; index < chunk.count; index += 1) {
      if (elementAt(chunk.phase, index) !== phaseCode.measured) continue;
      if (elementAt(chunk.intendedStartMs, index) < startedAtMs + atMs) continue;
      beyond.requests += 1;
      if (elementAt(chunk.outcome, index) !== outcomeCode.ok) beyond.bad += 1;
    }
  }
  return { beyondBreaking: beyond };
}
