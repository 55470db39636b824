import { connect, isIP, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';

/** Connects to an origin, over TLS where its scheme says so. `onOpen` is called once it can be written to. */
export function openSocket(origin: URL, onOpen: () => void): Socket {
  const isSecure = origin.protocol === 'https:';
  const host = withoutBrackets(origin.hostname);
  const port = Number(origin.port || (isSecure ? 443 : 80));
  if (!isSecure) return connect({ host, port, noDelay: true }, onOpen);
  const names = isIP(host) === 0 ? { servername: host } : {};
  const socket = connectTls({ host, port, ALPNProtocols: ['http/1.1'], ...names }, onOpen);
  socket.setNoDelay(true);
  return socket;
}

/** A URL writes an IPv6 address in brackets, which no resolver knows. */
function withoutBrackets(hostname: string): string {
  return hostname.startsWith('[') ? hostname.slice(1, -1) : hostname;
}

/** A server's root as a connection needs it: what to connect to, and what stands before each path (often nothing). */
export function serverAddress(url: string): { origin: string; basePath: string } {
  const { origin, pathname } = new URL(url);
  return { origin, basePath: pathname.replace(/\/+$/, '') };
}

/**
 * Calls back when the event loop has looked at its sockets once more: what the peer had sent by now is read by then. One
 * `setImmediate` still belongs to the turn of its caller; the second comes after the next look.
 */
export function afterOneTurn(callback: () => void): void {
  setImmediate(() => setImmediate(callback));
}

/** What the connections of one target have learnt of their server, and tell each other. */
export interface ServerHabits {
  /** It ended a connection right after the first reply on it: each request gets a fresh one from then on. */
  closesAfterReply: boolean;
}
