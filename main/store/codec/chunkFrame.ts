import { constants, crc32, deflateSync, inflateSync } from 'node:zlib';

/*
 * A frame, little-endian throughout:
 *   0  u8   version
 *   1  u8   kind
 *   2  u16  zero
 *   4  u32  count: rows of the chunk
 *   8  u32  length of the body before compression, bytes
 *  12  u32  CRC-32 of bytes 0..11 and of the compressed body
 *  16  …    the body, deflated
 */
const headerBytes = 16;
const checksumAt = 12;

const chunkVersion = 1;

/** What a frame holds, so that a chunk is never decoded as another kind. */
const chunkKind = { records: 1, samples: 2 } as const;
type ChunkKind = keyof typeof chunkKind;

interface ChunkFrame {
  count: number;
  body: Uint8Array;
}

/** Compresses and seals a chunk's body. Level 1: the columns' high bytes shrink at once, and the rest hardly ever does. */
export function sealFrame(kind: ChunkKind, frame: ChunkFrame): Uint8Array {
  const compressed = deflateSync(frame.body, { level: constants.Z_BEST_SPEED });
  const bytes = new Uint8Array(headerBytes + compressed.length);
  const view = new DataView(bytes.buffer);
  view.setUint8(0, chunkVersion);
  view.setUint8(1, chunkKind[kind]);
  view.setUint32(4, frame.count, true);
  view.setUint32(8, frame.body.length, true);
  bytes.set(compressed, headerBytes);
  view.setUint32(checksumAt, checksum(bytes), true);
  return bytes;
}

/** Opens what {@link sealFrame} sealed. @throws DamagedChunk when the bytes are not those that were sealed. */
export function openFrame(kind: ChunkKind, bytes: Uint8Array): ChunkFrame {
  if (bytes.length < headerBytes) {
    throw new DamagedChunk(`${bytes.length} bytes are shorter than a chunk's header of ${headerBytes}`);
  }
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const version = view.getUint8(0);
  if (version !== chunkVersion) throw new DamagedChunk(`its version is ${version}; ${chunkVersion} is known`);
  const expected = view.getUint32(checksumAt, true);
  const actual = checksum(bytes);
  if (actual !== expected)
    throw new DamagedChunk(`its checksum is ${hexadecimal(actual)}, not ${hexadecimal(expected)}`);
  const kindCode = view.getUint8(1);
  if (kindCode !== chunkKind[kind]) throw new DamagedChunk(`its kind is ${kindCode}, not ${chunkKind[kind]} (${kind})`);
  const bodyBytes = view.getUint32(8, true);
  const body = inflate(bytes.subarray(headerBytes), bodyBytes);
  if (body.length !== bodyBytes) throw new DamagedChunk(`it unpacks to ${body.length} bytes, not ${bodyBytes}`);
  return { count: view.getUint32(4, true), body };
}

function inflate(compressed: Uint8Array, bodyBytes: number): Uint8Array {
  try {
    // The limit keeps a forged length from asking for all memory; zlib wants at least one byte.
    return inflateSync(compressed, { maxOutputLength: Math.max(1, bodyBytes) });
  } catch (error) {
    throw new DamagedChunk(`it does not unpack: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function checksum(bytes: Uint8Array): number {
  return crc32(bytes.subarray(headerBytes), crc32(bytes.subarray(0, checksumAt)));
}

function hexadecimal(value: number): string {
  return value.toString(16).padStart(8, '0');
}

/** Stored bytes that are not what was written. The message says how that was noticed; the caller adds whose they are. */
export class DamagedChunk extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'DamagedChunk';
  }
}
