import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ExpectedWeights } from './findWeightsDamage.ts';
import { encodeWeightsHeader } from './WeightsHeader.ts';
import { weightsHeaderBytes } from './weightsLayout.ts';

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
