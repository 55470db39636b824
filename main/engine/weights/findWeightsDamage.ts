import type { FileHandle } from 'node:fs/promises';
import { crc32 } from 'node:zlib';
import { openRegularFile } from '../../files/regularFile.ts';
import { decodeWeightsHeader, type WeightsHeader } from './WeightsHeader.ts';
import { weightsHeaderBytes } from './weightsLayout.ts';

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
