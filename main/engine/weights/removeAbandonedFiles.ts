import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { systemErrorCode } from '../systemErrorCode.ts';

/** Name of the file that process `processId` writes before it is renamed to `fileName`. */
export function temporaryName(fileName: string, processId: number): string {
  return `${fileName}.${processId}.part`;
}

/**
 * Removes half-written files of processes that are gone: each is as large as the weights, and a killed process leaves
 * one behind. Files of living processes stay.
 *
 * @returns the names removed.
 */
export async function removeAbandonedFiles(directory: string, fileName: string): Promise<string[]> {
  const removed: string[] = [];
  for (const name of await readdir(directory)) {
    if (!name.startsWith(`${fileName}.`) || !name.endsWith('.part')) continue;
    const processId = Number(name.slice(fileName.length + 1, -'.part'.length));
    if (Number.isInteger(processId) && isAlive(processId)) continue;
    await rm(join(directory, name), { force: true });
    removed.push(name);
  }
  return removed;
}

function isAlive(processId: number): boolean {
  try {
    process.kill(processId, 0);
    return true;
  } catch (error) {
    // Only "no such process" proves it gone; a process of another user answers with a refusal.
    return systemErrorCode(error) !== 'ESRCH';
  }
}
