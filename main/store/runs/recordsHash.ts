import { createHash } from 'node:crypto';
import type { Reads } from '../statements.ts';

/** SHA-256, in hexadecimal, over a run's stored record chunks in order; undefined when it has none. */
export function recordsHash(reads: Reads, runNumber: number): string | undefined {
  const hash = createHash('sha256');
  let chunks = 0;
  for (const { payload } of reads.runRecordChunks.iterate(runNumber)) {
    hash.update(payload);
    chunks += 1;
  }
  return chunks === 0 ? undefined : hash.digest('hex');
}
