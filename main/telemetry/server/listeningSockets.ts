import { readdirSync, readlinkSync } from 'node:fs';
import { endianness } from 'node:os';
import { isProcessGone } from '../system/procFiles.ts';

/**
 * Of a machine's listening sockets those that a connection to an address and port reaches: the kernel prefers one that
 * listens on that very address to one that listens on all, and of these one of IPv4 for an address of IPv4. Several
 * processes may share what is reached.
 */
export function listenersOf(sockets: readonly ListeningSocket[], address: string, port: number): ListeningSocket[] {
  const wanted = canonicalAddress(address);
  const isVersion4 = !wanted.startsWith('[');
  const ways = isVersion4 ? [wanted, canonicalAddress(`::ffff:${wanted}`), '0.0.0.0', '[::]'] : [wanted, '[::]'];
  for (const way of ways) {
    const found = sockets.filter((socket) => socket.port === port && socket.address === way);
    if (found.length > 0) return found;
  }
  return [];
}

/** A TCP socket that waits for connections. */
export interface ListeningSocket {
  /** Canonical: `127.0.0.1`, or in brackets `[::1]`. */
  address: string;
  port: number;
  inode: string;
  /** Who opened it. */
  userId: number;
}

/** The kernel's number of the state LISTEN, from its `tcp_states.h`. */
const listenState = '0A';

/** The listening sockets in a text of /proc/net/tcp or /proc/net/tcp6. Lines that do not have that form are none. */
export function parseListening(text: string, isLittleEndian = endianness() === 'LE'): ListeningSocket[] {
  return text.split('\n').flatMap((line): ListeningSocket | [] => {
    const [, local = '', , state, , , , userId = '', , inode = ''] = line.trim().split(/\s+/);
    const [hexadecimal = '', port = ''] = local.split(':');
    if (state !== listenState || !/^\d+$/.test(inode) || !/^(?:[0-9A-F]{8}|[0-9A-F]{32})$/.test(hexadecimal)) return [];
    const address = addressOf(hexadecimal, isLittleEndian);
    return { address, port: Number.parseInt(port, 16), inode, userId: Number(userId) };
  });
}

/** The address as one text however it was written: IPv6 in brackets and shortened. */
export function canonicalAddress(address: string): string {
  // The scope of a link-local address is no part of it.
  const [bare = ''] = address.split('%');
  return bare.includes(':') ? new URL(`http://[${bare}]`).hostname : bare;
}

/** The kernel prints each word of 32 bits as a number in the order of the machine. */
function addressOf(hexadecimal: string, isLittleEndian: boolean): string {
  const bytes = Buffer.from(hexadecimal, 'hex');
  if (isLittleEndian) bytes.swap32();
  if (bytes.length === 4) return [...bytes].join('.');
  const groups = Array.from({ length: 8 }, (_, index) => bytes.readUInt16BE(2 * index).toString(16));
  return canonicalAddress(groups.join(':'));
}

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
