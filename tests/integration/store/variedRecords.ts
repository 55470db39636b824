import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';

/** Records whose times vary as measured ones do, from a fixed generator, each with four gaps. */
export function variedRecords(seed: number, count: number): RecordChunk {
  let state = (seed + 1) * 2654435761;
  const next = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const intendedStartMs = Float64Array.from({ length: count }, (_, index) => (seed * count + index) * 5 + next());
  const firstTokenMs = intendedStartMs.map((startMs) => startMs + 2 + 3 * next());
  return {
    count,
    intendedStartMs,
    actualStartMs: intendedStartMs.slice(),
    firstTokenMs,
    endMs: firstTokenMs.map((tokenMs) => tokenMs + 8 + 9 * next()),
    inputTokens: new Uint32Array(count).fill(128),
    outputTokens: Uint32Array.from({ length: count }, () => 5),
    sentBytes: new Uint32Array(count).fill(420),
    receivedBytes: Uint32Array.from({ length: count }, () => 900 + Math.floor(200 * next())),
    contentEvents: new Uint32Array(count).fill(5),
    multiTokenEvents: new Uint32Array(count),
    outcome: new Uint8Array(count),
    phase: new Uint8Array(count).fill(1),
    errorKind: new Uint16Array(count),
    gapCount: new Uint32Array(count).fill(4),
    trafficClass: new Uint8Array(count),
    gapMs: Float32Array.from({ length: 4 * count }, () => 2 + next()),
  };
}
