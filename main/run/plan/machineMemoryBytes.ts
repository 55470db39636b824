import { totalmem } from 'node:os';

/** The memory that processes of this machine can have, or of this container where that is less. */
export function machineMemoryBytes(): number {
  // Without a limit it is 0 or more than there is.
  const limit = process.constrainedMemory();
  return limit > 0 ? Math.min(limit, totalmem()) : totalmem();
}
