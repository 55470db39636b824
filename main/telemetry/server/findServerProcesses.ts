import { lookup } from 'node:dns/promises';
import { existsSync, readFileSync } from 'node:fs';
import { networkInterfaces } from 'node:os';
import type { ServerProcesses } from '../../../core/contract/telemetryProtocol.ts';
import { isProcessGone } from '../system/procFiles.ts';
import {
  canonicalAddress,
  type ListeningSocket,
  listenersOf,
  parseListening,
  socketHolders,
} from './listeningSockets.ts';

export type FoundServer = { found: true; processIds: number[] } | (ServerProcesses & { found: false });

/** Programs that pass connections on: their memory says nothing of the server behind them. Names as the kernel cuts them. */
const forwarders = new Set([
  ...['docker-proxy', 'rootlesskit', 'rootlessport', 'slirp4netns', 'pasta', 'passt', 'kubectl'],
  ...['ssh', 'sshd', 'socat', 'nginx', 'haproxy', 'envoy', 'caddy', 'traefik'],
]);

/**
 * The processes of this machine that listen where a URL leads, found through /proc: several where they share the socket
 * or the port.
 *
 * @returns why not, where the server is on another machine, belongs to another user or hides behind a forwarded port.
 */
export async function findServerProcesses(url: string): Promise<FoundServer> {
  if (process.platform !== 'linux') return notFound('only Linux tells which processes a server has');
  const { hostname, port, protocol } = new URL(url);
  const place = await placeOf(hostname);
  if ('unknown' in place) return notFound(place.unknown);
  if ('elsewhere' in place) {
    return {
      ...notFound(`the server runs on another machine (${hostname}), and only this one is watched`),
      isElsewhere: true,
    };
  }
  const portNumber = port === '' ? (protocol === 'https:' ? 443 : 80) : Number(port);
  const sockets = ['/proc/net/tcp', '/proc/net/tcp6'].flatMap(socketsIn);
  const listeners = place.own
    .map((address) => listenersOf(sockets, address, portNumber))
    .find(({ length }) => length > 0);
  if (listeners === undefined) {
    return notFound(`no process of this machine listens on port ${portNumber}; in a container it may do so unseen`);
  }
  return holdersOf(listeners, portNumber);
}

function holdersOf(listeners: readonly ListeningSocket[], port: number): FoundServer {
  const holders = socketHolders(listeners.map(({ inode }) => inode));
  if (holders.length === 0) {
    const users = [...new Set(listeners.map(({ userId }) => userId))].join(' and ');
    const whose = `the process that listens on port ${port} belongs to user ${users}`;
    return notFound(`${whose}, and what it has open cannot be seen from here`);
  }
  // What is above this program has it below itself: client and server could not be told apart.
  const above = processAncestors(process.pid);
  const processIds = holders.filter((processId) => !above.has(processId));
  if (processIds.length === 0) {
    return notFound(
      `the process that listens on port ${port} has started this program, and the two cannot be told apart`,
    );
  }
  const [forwarder] = processIds.filter((processId) => forwarders.has(nameOf(processId)));
  if (forwarder !== undefined) {
    return notFound(
      `${nameOf(forwarder)} listens on port ${port} and passes requests on: what is behind it is not known`,
    );
  }
  return { found: true, processIds };
}

function notFound(reason: string): FoundServer & { found: false } {
  return { found: false, reason };
}

function socketsIn(path: string): ListeningSocket[] {
  // A kernel without IPv6 has no table of it.
  return existsSync(path) ? parseListening(readFileSync(path, 'latin1')) : [];
}

function nameOf(processId: number): string {
  try {
    return readFileSync(`/proc/${processId}/comm`, 'utf8').trim();
  } catch (error) {
    if (isProcessGone(error)) return '';
    throw error;
  }
}

/** Where a server's host is: at these addresses of this machine, in the order in which they are tried, or elsewhere. */
type HostPlace = { own: string[] } | { elsewhere: true } | { unknown: string };

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

/** A process and all above it: its parent, the parent's parent, up to the first process of this machine or container. */
function processAncestors(processId: number): Set<number> {
  const found = new Set<number>();
  for (let next = processId; next > 0 && !found.has(next); next = parentOf(next)) found.add(next);
  return found;
}

/** 0 for the first process, and for one that has gone. */
function parentOf(processId: number): number {
  try {
    const stat = readFileSync(`/proc/${processId}/stat`, 'utf8');
    return Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]);
  } catch (error) {
    if (isProcessGone(error)) return 0;
    throw error;
  }
}
