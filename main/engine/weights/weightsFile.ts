import { type FileHandle, open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import { z } from 'zod';
import { openRegularFile } from '../../files/regularFile.ts';
import { weightsHeaderBytes } from './weightsLayout.ts';

const weightsHeader = z.strictObject({
  schema: z.literal('inferneo-bench/weights/2'),
  kind: z.enum(['synthetic', 'int8', 'int4']),
  model: z.string(),
  /** What the content was made from: a seed, or the weights that a variant was made of. */
  origin: z.string(),
  parameters: z.int(),
  sizeBytes: z.int(),
  /** CRC-32 of everything after the header. */
  crc32: z.int(),
});

/** What a weights file says of itself, in its first page. */
type WeightsHeader = z.infer<typeof weightsHeader>;

/** The header as its page of bytes: JSON, filled up with spaces, closed by a line feed. */
function encodeWeightsHeader(header: WeightsHeader): Uint8Array {
  const text = JSON.stringify(header);
  return new TextEncoder().encode(`${text.padEnd(weightsHeaderBytes - 1)}\n`);
}

/** Reads the page back; says what is wrong with it instead, when it is not a header. */
function decodeWeightsHeader(page: Uint8Array): WeightsHeader | { problem: string } {
  let content: unknown;
  try {
    content = JSON.parse(new TextDecoder().decode(page));
  } catch {
    return { problem: 'its header is not readable' };
  }
  const parsed = weightsHeader.safeParse(content);
  return parsed.success ? parsed.data : { problem: 'its header is not that of a weights file' };
}

export type ExpectedWeights = Omit<WeightsHeader, 'crc32'>;

const readBytes = 8 * 1024 * 1024;

/**
 * Checks a weights file whole: its size, its header against what the model needs, and the CRC-32 of its content
 * (about 0.2 s for 500 MB that the system still holds in memory; what is read here need not be read again to load).
 *
 * @returns what is wrong with it, or null when it is sound.
 * @throws the system's error when the file cannot be opened or read.
 */
export async function findWeightsDamage(
  path: string,
  expected: ExpectedWeights,
  onProgress: (fraction: number) => void,
): Promise<string | null> {
  const { file, sizeBytes: size } = await openRegularFile(path);
  try {
    if (size !== expected.sizeBytes) return `it has ${size} bytes instead of ${expected.sizeBytes}`;
    const page = new Uint8Array(weightsHeaderBytes);
    await file.read(page, 0, page.length, 0);
    const header = decodeWeightsHeader(page);
    if ('problem' in header) return header.problem;
    for (const key of ['kind', 'model', 'origin', 'parameters', 'sizeBytes'] as const) {
      if (header[key] !== expected[key]) return `its ${key} is ${header[key]} instead of ${expected[key]}`;
    }
    const checksum = await contentChecksum(file, size, onProgress);
    return checksum === header.crc32 ? null : 'its content does not match its checksum';
  } finally {
    await file.close();
  }
}

async function contentChecksum(
  file: FileHandle,
  sizeBytes: number,
  onProgress: (fraction: number) => void,
): Promise<number> {
  const buffer = new Uint8Array(readBytes);
  let checksum = 0;
  let position = weightsHeaderBytes;
  while (position < sizeBytes) {
    const { bytesRead } = await file.read(buffer, 0, buffer.length, position);
    if (bytesRead === 0) break;
    checksum = crc32(buffer.subarray(0, bytesRead), checksum);
    position += bytesRead;
    onProgress(position / sizeBytes);
  }
  return checksum;
}

/**
 * Writes a weights file. It appears under its name only when it is whole and on the disk; `temporaryPath` must lie in the
 * same directory. The event loop turns between pieces.
 *
 * @param pieces all bytes after the header, in order; each is written before the next is asked for.
 * @param onProgress receives the share written, 0 to 1.
 * @throws the system's error (ENOSPC, EACCES, ...), or whatever `pieces` throws, after removing what was written.
 */
export async function writeWeightsFile(
  path: string,
  temporaryPath: string,
  expected: ExpectedWeights,
  pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const file = await open(temporaryPath, 'w');
  try {
    let checksum = 0;
    let position = weightsHeaderBytes;
    for await (const piece of pieces) {
      await writeAll(file, piece, position);
      checksum = crc32(piece, checksum);
      position += piece.length;
      onProgress(position / expected.sizeBytes);
    }
    await writeAll(file, encodeWeightsHeader({ ...expected, crc32: checksum }), 0);
    await file.sync();
    await file.close();
    await rename(temporaryPath, path);
    await syncDirectory(dirname(path));
  } catch (error) {
    await file.close();
    await rm(temporaryPath, { force: true });
    throw error;
  }
}

/** A write may take fewer bytes than it is given, so it is repeated until all are taken. */
async function writeAll(file: Awaited<ReturnType<typeof open>>, bytes: Uint8Array, position: number): Promise<void> {
  let written = 0;
  while (written < bytes.length) {
    const { bytesWritten } = await file.write(bytes, written, bytes.length - written, position + written);
    written += bytesWritten;
  }
}

/** Makes the rename itself last. Windows cannot open a directory, and needs no such step. */
async function syncDirectory(directory: string): Promise<void> {
  if (process.platform === 'win32') return;
  const handle = await open(directory, 'r');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}
