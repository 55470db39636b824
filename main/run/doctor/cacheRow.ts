import { readdir, stat, statfs } from 'node:fs/promises';
import { join } from 'node:path';
import type { DoctorRow } from '../../../core/contract/ipc.ts';
import { formatBytes } from '../../../core/format/formatBytes.ts';

/** The weights of GPT-2 in full precision and in one variant. */
const wantedBytes = 1024 ** 3;

/** What the engine keeps in the cache directory, and whether there is room for more. */
export async function cacheRow(directory: string): Promise<DoctorRow> {
  const row = { id: 'weights-cache', name: 'Weights cache' };
  try {
    const files = (await readdir(directory, { withFileTypes: true })).filter((entry) => entry.isFile());
    const sizes = await Promise.all(files.map(async ({ name }) => (await stat(join(directory, name))).size));
    const { bavail, bsize } = await statfs(directory);
    const freeBytes = bavail * bsize;
    const heldBytes = sizes.reduce((sum, size) => sum + size, 0);
    const found = `${formatBytes(heldBytes)} in ${directory}, ${formatBytes(freeBytes)} free on its disk`;
    return freeBytes >= wantedBytes
      ? { ...row, status: 'good', found }
      : {
          ...row,
          status: 'attention',
          found,
          advice: 'Make room: a model’s weights take up to 0.5 GiB. All of this can be made again.',
        };
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') {
      return { ...row, status: 'absent', found: `${directory} is made when a model is loaded for the first time` };
    }
    return {
      ...row,
      status: 'bad',
      found: `${directory} cannot be read: ${error instanceof Error ? error.message : String(error)}`,
      advice: 'Give yourself the right to it, or name another with INFERNEO_BENCH_CACHE.',
    };
  }
}
