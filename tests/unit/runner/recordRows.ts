import {
  type RecordChunk,
  type RecordPhase,
  recordPhases,
  requestOutcomes,
} from '../../../core/contract/RecordChunk.ts';

export interface RecordRow {
  intendedStartMs: number;
  actualStartMs: number;
  firstTokenMs: number;
  endMs: number;
  latencyMs: number;
  inputTokens: number;
  outputTokens: number;
  sentBytes: number;
  receivedBytes: number;
  contentEvents: number;
  multiTokenEvents: number;
  outcome: string | undefined;
  phase: RecordPhase | undefined;
  errorKind: number;
  trafficClass: number;
  gapsMs: number[];
}

/** The records of chunks as objects, in order. */
export function recordRows(chunks: readonly RecordChunk[]): RecordRow[] {
  return chunks.flatMap((chunk) => {
    let gapIndex = 0;
    return Array.from({ length: chunk.count }, (_, index): RecordRow => {
      const at = (column: ArrayLike<number>): number => column[index] ?? Number.NaN;
      const gapsMs = [...chunk.gapMs.subarray(gapIndex, gapIndex + at(chunk.gapCount))];
      gapIndex += at(chunk.gapCount);
      return {
        intendedStartMs: at(chunk.intendedStartMs),
        actualStartMs: at(chunk.actualStartMs),
        firstTokenMs: at(chunk.firstTokenMs),
        endMs: at(chunk.endMs),
        latencyMs: at(chunk.endMs) - at(chunk.actualStartMs),
        inputTokens: at(chunk.inputTokens),
        outputTokens: at(chunk.outputTokens),
        sentBytes: at(chunk.sentBytes),
        receivedBytes: at(chunk.receivedBytes),
        contentEvents: at(chunk.contentEvents),
        multiTokenEvents: at(chunk.multiTokenEvents),
        outcome: requestOutcomes[at(chunk.outcome)],
        phase: recordPhases[at(chunk.phase)],
        errorKind: at(chunk.errorKind),
        trafficClass: at(chunk.trafficClass),
        gapsMs,
      };
    });
  });
}

export function measuredRows(chunks: readonly RecordChunk[]): RecordRow[] {
  return recordRows(chunks).filter(({ phase }) => phase === 'measured');
}

/** Nearest rank. */
export function percentile(values: readonly number[], share: number): number {
  return values.toSorted((a, b) => a - b)[Math.max(0, Math.ceil(share * values.length) - 1)] ?? Number.NaN;
}
