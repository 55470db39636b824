import type { DamagedChunk } from './codec/chunkFrame.ts';
import { StoreFailure } from './StoreFailure.ts';

/** Says which stored chunk is damaged, such as `Record chunk 3 of step … of run #12`. */
export function damagedChunkFailure(which: string, damage: DamagedChunk): StoreFailure {
  return new StoreFailure(
    {
      reason: `${which} is damaged: ${damage.message}.`,
      remedy:
        'The results derived from it before are kept; its raw data is lost unless you have a copy of the database.',
      detail: damage.message,
    },
    { cause: damage },
  );
}
