import { endianness } from 'node:os';

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
