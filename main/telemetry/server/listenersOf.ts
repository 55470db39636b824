import { canonicalAddress, type ListeningSocket } from './parseListening.ts';

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
