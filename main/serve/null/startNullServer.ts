import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import type { ServedProtocol } from '../../../core/contract/targetKind.ts';
import { type ClientLimits, nullServerLimits } from '../clientLimits.ts';
import { MemoryBudget } from '../GatheredBytes.ts';
import { RequestGate } from '../RequestGate.ts';
import { DelayLine, type Stall } from './DelayLine.ts';
import { NullConnection, type NullSurroundings } from './NullConnection.ts';

interface NullServerOptions {
  protocol: ServedProtocol;
  /** 0 takes a free one. */
  port: number;
  /** From the last byte of a request to the write of its answer. */
  latencyMs: number;
  /** Never unless told. */
  stall?: Stall | undefined;
}

interface NullServer {
  url: string;
  close(): Promise<void>;
}

/**
 * A server without an engine: each answer is one write of bytes that were made before, at once or after a constant time.
 * What a client measures against it is the client. On bare sockets, since Node's HTTP server would cost more than the
 * clients that are to be measured with it.
 *
 * @throws the system's error when it cannot listen there.
 */
export async function startNullServer(
  { port, latencyMs, stall }: NullServerOptions,
  limits: ClientLimits = nullServerLimits,
): Promise<NullServer> {
  const host = '127.0.0.1';
  const connections = new Map<Socket, NullConnection>();
  const surroundings: NullSurroundings = {
    line: new DelayLine(latencyMs, stall),
    gate: new RequestGate(host, host),
    budget: new MemoryBudget(limits.unfinishedBytes),
    limits,
  };
  const server = createServer({ noDelay: true }, (socket) => {
    connections.set(socket, new NullConnection(socket, surroundings));
    socket.on('close', () => connections.delete(socket));
  });
  server.maxConnections = limits.connections;
  server.listen(port, host);
  await once(server, 'listening');
  const looks = setInterval(() => {
    const nowMs = performance.now();
    for (const connection of connections.values()) connection.look(nowMs);
  }, limits.checkMs);
  return {
    url: `http://${host}:${(server.address() as AddressInfo).port}`,
    close: async () => {
      clearInterval(looks);
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of connections.keys()) socket.destroy();
      await closed;
    },
  };
}
