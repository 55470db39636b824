import { closeSync, constants, fstatSync, openSync, readFileSync, type Stats, statSync } from 'node:fs';
import { type FileHandle, open, stat } from 'node:fs/promises';

/*
 * The one way in which a file that somebody named is opened to be read. It is looked at first, and links are followed:
 * opening a pipe waits for somebody who writes to it, a device may never end, and opening one may do something. It is then
 * opened so that nothing is waited for, and looked at once more, in case it was changed in between.
 */

const withoutWaiting = constants.O_RDONLY | (constants.O_NONBLOCK ?? 0);

/**
 * Opens a regular file to read; the caller closes it.
 *
 * @throws Error with the code EISDIR or ENOTFILE that says what it is instead, or the system's error.
 */
export async function openRegularFile(path: string): Promise<{ file: FileHandle; sizeBytes: number }> {
  requireFile(await stat(path));
  const file = await open(path, withoutWaiting);
  try {
    const about = await file.stat();
    requireFile(about);
    return { file, sizeBytes: about.size };
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** As {@link openRegularFile}, for a process that has nothing else to do meanwhile. */
export function openRegularFileSync(path: string): { descriptor: number; sizeBytes: number } {
  requireFile(statSync(path));
  const descriptor = openSync(path, withoutWaiting);
  try {
    const about = fstatSync(descriptor);
    requireFile(about);
    return { descriptor, sizeBytes: about.size };
  } catch (error) {
    closeSync(descriptor);
    throw error;
  }
}

/**
 * The bytes of a regular file of which there are not too many.
 *
 * @throws Error as {@link openRegularFile}, or with the code EFBIG that says how many there are.
 */
export async function readRegularFile(path: string, largestBytes: number): Promise<Buffer> {
  const { file, sizeBytes } = await openRegularFile(path);
  try {
    requireSize(sizeBytes, largestBytes);
    return await file.readFile();
  } finally {
    await file.close();
  }
}

/** As {@link readRegularFile}, for a process that has nothing else to do meanwhile. */
export function readRegularFileSync(path: string, largestBytes: number): Buffer {
  const { descriptor, sizeBytes } = openRegularFileSync(path);
  try {
    requireSize(sizeBytes, largestBytes);
    return readFileSync(descriptor);
  } finally {
    closeSync(descriptor);
  }
}

/**
 * For a file that something else opens, by its path.
 *
 * @throws Error with the code EISDIR or ENOTFILE when there is something at the path that is no regular file.
 */
export function requireRegularFile(path: string): void {
  const about = statSync(path, { throwIfNoEntry: false });
  if (about !== undefined) requireFile(about);
}

/** What stands at a path in the place of a file: "a pipe". */
export function kindOf(about: Stats): string {
  if (about.isDirectory()) return 'a folder';
  if (about.isFIFO()) return 'a pipe';
  if (about.isSocket()) return 'a socket';
  return 'a device';
}

function requireFile(about: Stats): void {
  if (about.isFile()) return;
  if (about.isDirectory()) throw Object.assign(new Error('it is a folder'), { code: 'EISDIR' });
  throw Object.assign(new Error(`it is no file but ${kindOf(about)}`), { code: 'ENOTFILE' });
}

function requireSize(sizeBytes: number, largestBytes: number): void {
  if (sizeBytes <= largestBytes) return;
  const message = `it has ${sizeBytes} bytes, more than the ${largestBytes} that are read`;
  throw Object.assign(new Error(message), { code: 'EFBIG' });
}
