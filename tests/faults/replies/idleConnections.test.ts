import { once } from 'node:events';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpConnection } from '../../../main/runner/transport/http/HttpConnection.ts';
import { goodStream, HostileServer } from './HostileServer.ts';
import { measureHere } from './measureHere.ts';

let server: HostileServer | undefined;

afterEach(() => server?.close());

const step = { requestLimit: 24, timeoutSeconds: 2, load: { concurrency: 4 } };

describe('a connection that ended while it was idle', () => {
  it.each([
    ['ended at once', 'end', 0],
    ['ended after 10 ms', 'end', 10],
    ['reset after 10 ms', 'resetAndDestroy', 10],
  ] as const)('is not used where all that are made ahead are %s', async (_, how, afterMs) => {
    server = await HostileServer.start({
      onRequest: (socket) => socket.write(goodStream),
      // Those that are made ahead, and no later ones: they have their request when they are there.
      onConnection: (socket, index) => {
        if (index < 4) setTimeout(() => socket[how](), afterMs);
      },
    });
    const { end, outcomes } = await measureHere(server.url, step);
    expect(outcomes).toEqual(new Array(24).fill('ok'));
    // None was sent into a connection that was gone, so none had to be sent again.
    expect(end.facts?.reconnects).toBe(0);
    expect(server.requests).toBe(24);
    expect(server.connections).toBe(8);
  });

  it('is not used where the server ends each that has been idle for 20 ms', async () => {
    server = await HostileServer.start({
      onRequest: (socket) => socket.write(goodStream),
      onConnection: (socket) => socket.setTimeout(20, () => socket.end()),
    });
    const { end, outcomes } = await measureHere(server.url, step);
    expect(outcomes).toEqual(new Array(24).fill('ok'));
    expect(server.requests).toBe(24 + (end.facts?.reconnects ?? Number.NaN));
  });

  it('is replaced between two requests, too, without counting as sent again', async () => {
    server = await HostileServer.start({ onRequest: (socket) => socket.write(goodStream) });
    const connection = new HttpConnection({
      origin: server.url,
      habits: { closesAfterReply: false },
      onUnasked: () => expect.unreachable('nothing came unasked'),
    });
    await connection.warm();
    let reconnects = 0;
    for (let count = 0; count < 3; count += 1) {
      const [socket] = server.sockets;
      const gone = socket === undefined ? undefined : once(socket, 'close');
      socket?.end();
      await gone;
      await new Promise<void>((resolve, reject) =>
        connection.send(
          { method: 'POST', path: '/v1/completions', headers: {}, body: Buffer.from('{}') },
          {
            onStatus: () => undefined,
            onBody: () => undefined,
            onEnd: resolve,
            onFailure: reject,
            onReconnect: () => {
              reconnects += 1;
            },
            onBytes: () => undefined,
          },
        ),
      );
    }
    expect(reconnects).toBe(0);
    expect(server.requests).toBe(3);
    expect(server.connections).toBe(4);
    connection.close();
  });
});
