import { lookup } from 'node:dns/promises';
import { networkInterfaces } from 'node:os';
import { canonicalAddress } from './parseListening.ts';

/** Where a server's host is: at these addresses of this machine, in the order in which they are tried, or elsewhere. */
export type HostPlace = { own: string[] } | { elsewhere: true } | { unknown: string };

/**
 * Looks up whether a host is this machine.
 *
 * @param host as a URL has it, an IPv6 address in brackets.
 */
export async function placeOf(host: string): Promise<HostPlace> {
  const bare = host.replace(/^\[|\]$/g, '');
  // The name means the loopback also where no file of hosts says so (RFC 6761, section 6.3).
  if (bare === 'localhost' || bare.endsWith('.localhost')) return { own: ['127.0.0.1', '::1'] };
  let addresses: string[];
  try {
    addresses = (await lookup(bare, { all: true })).map(({ address }) => address);
  } catch (error) {
    return { unknown: `the name "${bare}" could not be looked up (${(error as NodeJS.ErrnoException).code})` };
  }
  const own = addresses.filter(isOwn);
  return own.length > 0 ? { own } : { elsewhere: true };
}

function isOwn(address: string): boolean {
  const wanted = canonicalAddress(address);
  // Connecting to the unspecified address reaches this machine.
  if (wanted.startsWith('127.') || ['[::1]', '0.0.0.0', '[::]'].includes(wanted)) return true;
  return Object.values(networkInterfaces())
    .flat()
    .some((known) => known !== undefined && canonicalAddress(known.address) === wanted);
}
