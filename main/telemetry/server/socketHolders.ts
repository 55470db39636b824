import { readdirSync, readlinkSync } from 'node:fs';
import { isProcessGone } from '../system/isProcessGone.ts';

/**
 * The processes that have one of these sockets open, as far as this user may look: those of other users hide what they
 * have open.
 *
 * @param inodes as /proc/net/tcp names them.
 */
export function socketHolders(inodes: readonly string[]): number[] {
  const links = new Set(inodes.map((inode) => `socket:[${inode}]`));
  return readdirSync('/proc')
    .filter((name) => /^\d+$/.test(name))
    .filter((processId) => openFiles(processId).some((link) => links.has(link)))
    .map(Number);
}

function openFiles(processId: string): string[] {
  const directory = `/proc/${processId}/fd`;
  return orNothing(() => readdirSync(directory)).flatMap((name) =>
    orNothing(() => [readlinkSync(`${directory}/${name}`)]),
  );
}

/** What a process keeps from this user, or took with it when it ended, is not there. */
function orNothing(read: () => string[]): string[] {
  try {
    return read();
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    if (isProcessGone(error) || code === 'EACCES' || code === 'EPERM') return [];
    throw error;
  }
}
