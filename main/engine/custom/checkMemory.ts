import { freemem, totalmem } from 'node:os';
import { EngineFailure } from '../EngineFailure.ts';

/**
 * Memory that a process can still get. Elsewhere than on Linux the system's free memory leaves out what it would give
 * back at once, so that all of it is taken there.
 */
function availableBytes(): number {
  return process.platform === 'linux' ? freemem() : totalmem();
}

/**
 * Refuses a model that this machine cannot hold, before the attempt takes the machine's memory from others.
 *
 * @throws {EngineFailure} with what is needed and what there is.
 */
export function checkMemory(path: string, neededBytes: number, available = availableBytes()): void {
  if (neededBytes <= available) return;
  const reason = `The model ${path} needs about ${gigabytes(neededBytes)} of memory, and ${gigabytes(available)} are free.`;
  throw new EngineFailure({ reason, remedy: 'Close other programs, or choose a smaller model.' });
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}
