import type { RecordChunk } from '../../contract/RecordChunk.ts';
import { elementAt } from '../../statistics/elementAt.ts';

/** The records whose traffic class, or turn, is wanted, each with the gaps that belong to it. */
export function recordsOfClass(chunks: readonly RecordChunk[], isWanted: (code: number) => boolean): RecordChunk[] {
  return chunks.flatMap((chunk) => {
    const kept: number[] = [];
    const gaps: number[] = [];
    let firstGap = 0;
    for (let index = 0; index < chunk.count; index += 1) {
      const pastGap = firstGap + elementAt(chunk.gapCount, index);
      if (isWanted(elementAt(chunk.trafficClass, index))) {
        kept.push(index);
        for (let gap = firstGap; gap < pastGap; gap += 1) gaps.push(elementAt(chunk.gapMs, gap));
      }
      firstGap = pastGap;
    }
    if (kept.length === 0) return [];
    const numbers = (column: ArrayLike<number>): number[] => kept.map((index) => elementAt(column, index));
    return {
      count: kept.length,
      intendedStartMs: Float64Array.from(numbers(chunk.intendedStartMs)),
      actualStartMs: Float64Array.from(numbers(chunk.actualStartMs)),
      firstTokenMs: Float64Array.from(numbers(chunk.firstTokenMs)),
      endMs: Float64Array.from(numbers(chunk.endMs)),
      inputTokens: Uint32Array.from(numbers(chunk.inputTokens)),
      outputTokens: Uint32Array.from(numbers(chunk.outputTokens)),
      sentBytes: Uint32Array.from(numbers(chunk.sentBytes)),
      receivedBytes: Uint32Array.from(numbers(chunk.receivedBytes)),
      contentEvents: Uint32Array.from(numbers(chunk.contentEvents)),
      multiTokenEvents: Uint32Array.from(numbers(chunk.multiTokenEvents)),
      outcome: Uint8Array.from(numbers(chunk.outcome)),
      phase: Uint8Array.from(numbers(chunk.phase)),
      errorKind: Uint16Array.from(numbers(chunk.errorKind)),
      trafficClass: Uint8Array.from(numbers(chunk.trafficClass)),
      gapCount: Uint32Array.from(numbers(chunk.gapCount)),
      gapMs: Float32Array.from(gaps),
    };
  });
}
