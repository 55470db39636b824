import { open, rename, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import { crc32 } from 'node:zlib';
import type { ExpectedWeights } from './findWeightsDamage.ts';
import { LinearCongruentialGenerator } from './LinearCongruentialGenerator.ts';
import { encodeWeightsHeader } from './WeightsHeader.ts';
import { type WeightsLayout, weightsHeaderBytes } from './weightsLayout.ts';

/** Standard deviation of GPT-2's own initialisation (Radford et al., 2019), which keeps activations in a healthy range. */
const standardDeviation = 0.02;
const chunkElements = 1024 * 1024;

/**
 * Writes a weights file of reproducible random numbers, the same bytes on every machine: gains are 1, all else is
 * spread evenly with a standard deviation of 0.02. The file appears under its name only when it is whole and on the
 * disk; `temporaryPath` must lie in the same directory. The event loop turns between chunks of 4 MB.
 *
 * @param onProgress receives the share written, 0 to 1.
 * @throws the system's error (ENOSPC, EACCES, ...) after removing what was written.
 */
export async function writeSyntheticWeights(
  path: string,
  temporaryPath: string,
  layout: WeightsLayout,
  expected: ExpectedWeights,
  onProgress: (fraction: number) => void,
): Promise<void> {
  const file = await open(temporaryPath, 'w');
  try {
    let checksum = 0;
    let position = weightsHeaderBytes;
    for (const chunk of contentChunks(layout, expected.seed)) {
      await writeAll(file, chunk, position);
      checksum = crc32(chunk, checksum);
      position += chunk.length;
      onProgress(position / layout.sizeBytes);
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

/** All bytes after the header, in order. The same buffer is used for each chunk: take it before asking for the next. */
function* contentChunks(layout: WeightsLayout, seed: number): Generator<Uint8Array> {
  const generator = new LinearCongruentialGenerator(seed);
  const limit = standardDeviation * Math.sqrt(3);
  const buffer = new Float32Array(chunkElements);
  for (const [index, place] of layout.places.entries()) {
    const elements = place.lengthBytes / buffer.BYTES_PER_ELEMENT;
    for (let done = 0; done < elements; done += chunkElements) {
      const chunk = buffer.subarray(0, Math.min(chunkElements, elements - done));
      if (place.kind === 'gain') chunk.fill(1);
      else generator.fill(chunk, limit);
      yield new Uint8Array(chunk.buffer, 0, chunk.byteLength);
    }
    const next = layout.places[index + 1]?.offsetBytes ?? layout.sizeBytes;
    const padding = next - place.offsetBytes - place.lengthBytes;
    if (padding > 0) yield new Uint8Array(padding);
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
