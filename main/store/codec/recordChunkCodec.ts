import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import { openFrame, sealFrame } from './chunkFrame.ts';
import { ColumnReader, ColumnWriter } from './columns.ts';

/**
 * Packs request records for storage: every column bit for bit, compressed and sealed.
 *
 * @throws RangeError when a column's length is not the chunk's count, naming the column.
 */
export function encodeRecordChunk(chunk: RecordChunk): Uint8Array {
  const columns = perRequest(chunk);
  for (const [name, column] of Object.entries(columns)) {
    if (column.length !== chunk.count) {
      throw new RangeError(`${name} holds ${column.length} values in a chunk of ${chunk.count} records`);
    }
  }
  const gaps = gapTotal(chunk.gapCount);
  if (chunk.gapMs.length !== gaps) {
    throw new RangeError(`gapMs holds ${chunk.gapMs.length} values where gapCount adds up to ${gaps}`);
  }
  const writer = new ColumnWriter();
  const { trafficClass, ...first } = columns;
  for (const column of Object.values(first)) writer.add(column);
  writer.add(chunk.gapMs);
  writer.add(trafficClass);
  return sealFrame('records', { count: chunk.count, body: writer.body() });
}

/** Unpacks what {@link encodeRecordChunk} packed. @throws DamagedChunk when the bytes are not those that were written. */
export function decodeRecordChunk(bytes: Uint8Array): RecordChunk {
  const { count, body } = openFrame('records', bytes);
  const reader = new ColumnReader(body);
  // Properties are evaluated in this order, which is the order of the columns in the body.
  const columns = {
    intendedStartMs: reader.float64(count),
    actualStartMs: reader.float64(count),
    firstTokenMs: reader.float64(count),
    endMs: reader.float64(count),
    inputTokens: reader.uint32(count),
    outputTokens: reader.uint32(count),
    sentBytes: reader.uint32(count),
    receivedBytes: reader.uint32(count),
    contentEvents: reader.uint32(count),
    multiTokenEvents: reader.uint32(count),
    outcome: reader.uint8(count),
    phase: reader.uint8(count),
    errorKind: reader.uint16(count),
    gapCount: reader.uint32(count),
  } satisfies Omit<PerRequest, 'trafficClass'>;
  const gapMs = reader.float32(gapTotal(columns.gapCount));
  // The last column came later than the others: chunks of before end here.
  const trafficClass = reader.isAtEnd ? new Uint8Array(count) : reader.uint8(count);
  reader.end();
  return { count, ...columns, gapMs, trafficClass };
}

type PerRequest = Omit<RecordChunk, 'count' | 'gapMs'>;

/** The columns with one value per request, in the order of the body. */
function perRequest(chunk: RecordChunk): PerRequest {
  return {
    intendedStartMs: chunk.intendedStartMs,
    actualStartMs: chunk.actualStartMs,
    firstTokenMs: chunk.firstTokenMs,
    endMs: chunk.endMs,
    inputTokens: chunk.inputTokens,
    outputTokens: chunk.outputTokens,
    sentBytes: chunk.sentBytes,
    receivedBytes: chunk.receivedBytes,
    contentEvents: chunk.contentEvents,
    multiTokenEvents: chunk.multiTokenEvents,
    outcome: chunk.outcome,
    phase: chunk.phase,
    errorKind: chunk.errorKind,
    gapCount: chunk.gapCount,
    trafficClass: chunk.trafficClass,
  };
}

function gapTotal(gapCount: Uint32Array): number {
  let total = 0;
  for (const count of gapCount) total += count;
  return total;
}
