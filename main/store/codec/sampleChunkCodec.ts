import { openFrame, sealFrame } from './chunkFrame.ts';
import { ColumnReader, ColumnWriter } from './columns.ts';

/** Samples of several series at common instants. NaN where a series has no value at an instant. */
export interface SampleChunk {
  /** Milliseconds since the run's origin. */
  atMs: Float64Array;
  /** Values by the key of their series, each as long as `atMs`. */
  columns: Map<number, Float64Array>;
}

/** Packs samples for storage, bit for bit. @throws RangeError when a column's length is not that of `atMs`. */
export function encodeSampleChunk(chunk: SampleChunk): Uint8Array {
  const count = chunk.atMs.length;
  const writer = new ColumnWriter();
  writer.add(Uint32Array.of(chunk.columns.size));
  writer.add(Uint32Array.from(chunk.columns.keys()));
  writer.add(chunk.atMs);
  for (const [key, column] of chunk.columns) {
    if (column.length !== count)
      throw new RangeError(`series ${key} holds ${column.length} values at ${count} instants`);
    writer.add(column);
  }
  return sealFrame('samples', { count, body: writer.body() });
}

/** Unpacks what {@link encodeSampleChunk} packed. @throws DamagedChunk when the bytes are not those that were written. */
export function decodeSampleChunk(bytes: Uint8Array): SampleChunk {
  const { count, body } = openFrame('samples', bytes);
  const reader = new ColumnReader(body);
  const seriesCount = reader.uint32(1)[0] ?? 0;
  const keys = reader.uint32(seriesCount);
  const atMs = reader.float64(count);
  const columns = new Map<number, Float64Array>();
  for (const key of keys) columns.set(key, reader.float64(count));
  reader.end();
  return { atMs, columns };
}
