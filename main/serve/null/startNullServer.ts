import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { DelayLine } from './DelayLine.ts';
import { NullRequestReader } from './NullRequestReader.ts';
import { nullAnswer, reply } from './nullAnswer.ts';
import type { Stall } from './stalledUntil.ts';

export interface NullServerOptions {
  protocol: 'openai';
  /** 0 takes a free one. */
  port: number;
  /** From the last byte of a request to the write of its answer. */
  latencyMs: number;
  /** Never unless told. */
  stall?: Stall | undefined;
}

export interface NullServer {
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
export async function startNullServer({ port, latencyMs, stall }: NullServerOptions): Promise<NullServer> {
  const sockets = new Set<Socket>();
  const line = new DelayLine(latencyMs, stall);
  const server = createServer({ noDelay: true }, (socket) => {
    sockets.add(socket);
    const reader = new NullRequestReader();
    socket.on('data', (piece: Buffer) => {
      const { requests, refusal } = reader.push(piece);
      for (const request of requests) {
        const answer = nullAnswer(request);
        line.put(() => {
          if (!socket.writable) return;
          socket.write(answer);
          if (request.isLast) socket.end();
        });
      }
      if (refusal === undefined) return;
      socket.end(reply(refusal, '{"error":{"message":"This is no request that this server reads"}}'));
      socket.removeAllListeners('data');
    });
    socket.on('close', () => sockets.delete(socket));
    // The client is gone, and there is nobody to tell.
    socket.on('error', () => socket.destroy());
  });
  server.listen(port, '127.0.0.1');
  await once(server, 'listening');
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      for (const socket of sockets) socket.destroy();
      await closed;
    },
  };
}
