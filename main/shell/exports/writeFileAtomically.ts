import { open, rename, rm } from 'node:fs/promises';

/**
 * Writes a file so that its name never stands for half of it: beside it first, flushed to the disk, then renamed.
 * @throws Error of the file system, with nothing left behind.
 */
export async function writeFileAtomically(path: string, content: string | Uint8Array): Promise<void> {
  const partial = `${path}.${process.pid}.partial`;
  try {
    const file = await open(partial, 'w');
    try {
      await file.writeFile(content);
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
}
