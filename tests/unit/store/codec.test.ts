import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { RecordChunk } from '../../../core/contract/RecordChunk.ts';
import { DamagedChunk, openFrame, sealFrame } from '../../../main/store/codec/chunkFrame.ts';
import { decodeRecordChunk, encodeRecordChunk } from '../../../main/store/codec/recordChunkCodec.ts';
import { decodeSampleChunk, encodeSampleChunk } from '../../../main/store/codec/sampleChunkCodec.ts';
import { exampleRecords } from './exampleRun.ts';

const column = <Kind>(
  length: number,
  make: (constraints: { minLength: number; maxLength: number }) => fc.Arbitrary<Kind>,
) => make({ minLength: length, maxLength: length });

/** Chunks of any content: NaN, infinities, subnormal numbers and all. */
const anyChunk: fc.Arbitrary<RecordChunk> = fc.array(fc.nat({ max: 5 }), { maxLength: 40 }).chain((gapCounts) => {
  const count = gapCounts.length;
  const gaps = gapCounts.reduce((sum, gapCount) => sum + gapCount, 0);
  return fc.record({
    count: fc.constant(count),
    intendedStartMs: column(count, fc.float64Array),
    actualStartMs: column(count, fc.float64Array),
    firstTokenMs: column(count, fc.float64Array),
    endMs: column(count, fc.float64Array),
    inputTokens: column(count, fc.uint32Array),
    outputTokens: column(count, fc.uint32Array),
    sentBytes: column(count, fc.uint32Array),
    receivedBytes: column(count, fc.uint32Array),
    contentEvents: column(count, fc.uint32Array),
    multiTokenEvents: column(count, fc.uint32Array),
    outcome: column(count, fc.uint8Array),
    phase: column(count, fc.uint8Array),
    errorKind: column(count, fc.uint16Array),
    gapCount: fc.constant(Uint32Array.from(gapCounts)),
    trafficClass: column(count, fc.uint8Array),
    gapMs: column(gaps, fc.float32Array),
  });
});

const bytesOf = (chunk: RecordChunk) =>
  Object.entries(chunk).map(([name, value]) =>
    typeof value === 'number'
      ? [name, value]
      : [name, Buffer.from(value.buffer, value.byteOffset, value.byteLength).toString('hex')],
  );

describe('record chunks', () => {
  it('come back bit for bit', () => {
    fc.assert(
      fc.property(anyChunk, (chunk) => {
        const back = decodeRecordChunk(encodeRecordChunk(chunk));
        expect(Object.keys(back).sort()).toEqual(Object.keys(chunk).sort());
        expect(new Map(bytesOf(back) as [string, unknown][])).toEqual(new Map(bytesOf(chunk) as [string, unknown][]));
      }),
    );
  });

  it('keep the very bits of a NaN', () => {
    const chunk = exampleRecords(0, 2);
    new BigUint64Array(chunk.endMs.buffer)[1] = 0x7ff8_0000_dead_beefn;
    const back = decodeRecordChunk(encodeRecordChunk(chunk));
    expect(new BigUint64Array(back.endMs.buffer as ArrayBuffer)[1]).toBe(0x7ff8_0000_dead_beefn);
  });

  it('are taken from views into larger buffers', () => {
    const chunk = exampleRecords(0, 8);
    const room = new Float64Array(100);
    room.set(chunk.endMs, 13);
    const back = decodeRecordChunk(encodeRecordChunk({ ...chunk, endMs: room.subarray(13, 21) }));
    expect(back.endMs).toEqual(chunk.endMs);
  });

  it('are refused when a column is too long or too short, by its name', () => {
    const chunk = exampleRecords(0, 3);
    expect(() => encodeRecordChunk({ ...chunk, sentBytes: new Uint32Array(4) })).toThrow(
      'sentBytes holds 4 values in a chunk of 3 records',
    );
    expect(() => encodeRecordChunk({ ...chunk, gapMs: new Float32Array(5) })).toThrow(
      'gapMs holds 5 values where gapCount adds up to 6',
    );
  });

  it('say when any one bit of them has changed', () => {
    const bytes = encodeRecordChunk(exampleRecords(0, 20));
    fc.assert(
      fc.property(fc.nat({ max: bytes.length - 1 }), fc.nat({ max: 7 }), (at, bit) => {
        const damaged = Uint8Array.from(bytes);
        damaged[at] = (damaged[at] ?? 0) ^ (1 << bit);
        expect(() => decodeRecordChunk(damaged)).toThrow(DamagedChunk);
      }),
    );
  });

  it('say when they were cut off anywhere', () => {
    const bytes = encodeRecordChunk(exampleRecords(0, 5));
    for (let length = 0; length < bytes.length; length += 1) {
      expect(() => decodeRecordChunk(bytes.subarray(0, length))).toThrow(DamagedChunk);
    }
  });

  it('are not mistaken for another kind, nor read where the counts contradict the content', () => {
    const records = encodeRecordChunk(exampleRecords(0, 2));
    expect(() => decodeSampleChunk(records)).toThrow('its kind is 1, not 2 (samples)');
    const { body } = openFrame('records', records);
    expect(() => decodeRecordChunk(sealFrame('records', { count: 1, body }))).toThrow(DamagedChunk);
    expect(() => decodeRecordChunk(sealFrame('records', { count: 4_000_000_000, body }))).toThrow(
      'a column needs 32000000000 bytes',
    );
  });

  it('name a version that this program does not know', () => {
    const bytes = encodeRecordChunk(exampleRecords(0, 1));
    bytes[0] = 9;
    expect(() => decodeRecordChunk(bytes)).toThrow('its version is 9; 1 is known');
  });

  it('keep their written form: what was stored years ago must still be read', () => {
    // Version 1, as written when it was made; the compressed body may differ between zlib builds, its content may not.
    const stored = Buffer.from(STORED_CHUNK, 'base64');
    expect(decodeRecordChunk(stored)).toEqual(exampleRecords(7, 2));
  });
});

const STORED_CHUNK =
  'AQEAAAIAAACQAAAAfsXajHgBY2CAgQaGwBAHBxiPgaGDA8Q/e/YMFLzJAfH37NkNBbejg0IdHDg4IDqYmSF0RQWEhpkEE0eYy8gIYjMxQUXOzkpjODMz7cCZm8/s7e3tAfl4IPA=';

describe('sample chunks', () => {
  it('come back bit for bit', () => {
    const anySamples = fc.nat({ max: 20 }).chain((count) =>
      fc.record({
        atMs: column(count, fc.float64Array),
        columns: fc
          .uniqueArray(fc.nat({ max: 0xffffffff }), { maxLength: 10 })
          .chain((keys) =>
            fc
              .tuple(...keys.map(() => column(count, fc.float64Array)))
              .map((columns) => new Map(keys.map((key, index) => [key, columns[index] ?? new Float64Array(count)]))),
          ),
      }),
    );
    fc.assert(
      fc.property(anySamples, (chunk) => {
        expect(decodeSampleChunk(encodeSampleChunk(chunk))).toEqual(chunk);
      }),
    );
  });

  it('are refused when a series has not a value for every instant', () => {
    const chunk = { atMs: new Float64Array(2), columns: new Map([[5, new Float64Array(3)]]) };
    expect(() => encodeSampleChunk(chunk)).toThrow('series 5 holds 3 values at 2 instants');
  });
});
