import { closeSync, readSync } from 'node:fs';
import { openRegularFileSync } from '../../files/regularFile.ts';
import { EngineFailure } from '../EngineFailure.ts';
import type { SafetensorsEntry } from './readSafetensorsHeader.ts';

const pieceBytes = 8 * 1024 * 1024;

/**
 * The engine's graph uses the token embedding as its output projection, too. A file that stores a projection of its own
 * beside must hold the same numbers, or the model would run with another one without a word.
 *
 * @throws {EngineFailure} when they differ.
 */
export function checkTiedOutput(
  path: string,
  projection: SafetensorsEntry,
  embedding: SafetensorsEntry | undefined,
): void {
  if (embedding !== undefined && embedding.dtype === projection.dtype && sameBytes(path, projection, embedding)) return;
  throw new EngineFailure({
    reason: `${path}: the tensor lm_head.weight has other numbers than the token embedding wte.weight, and the engine's graph has one for both.`,
    remedy: 'Choose a checkpoint with tied embeddings, as GPT-2 and DistilGPT-2 are published.',
  });
}

function sameBytes(path: string, a: SafetensorsEntry, b: SafetensorsEntry): boolean {
  if (a.lengthBytes !== b.lengthBytes) return false;
  const { descriptor: file } = openRegularFileSync(path);
  try {
    const [first, second] = [Buffer.alloc(pieceBytes), Buffer.alloc(pieceBytes)];
    for (let done = 0; done < a.lengthBytes; ) {
      const wanted = Math.min(pieceBytes, a.lengthBytes - done);
      const read = readSync(file, first, 0, wanted, a.offsetBytes + done);
      if (read === 0 || readSync(file, second, 0, read, b.offsetBytes + done) !== read) return false;
      if (!first.subarray(0, read).equals(second.subarray(0, read))) return false;
      done += read;
    }
    return true;
  } finally {
    closeSync(file);
  }
}
