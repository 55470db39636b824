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
