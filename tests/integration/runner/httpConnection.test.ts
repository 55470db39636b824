import { once } from 'node:events';
import { type AddressInfo, createServer, type Socket } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { HttpConnection } from '../../../main/runner/transport/http/HttpConnection.ts';

interface Heard {
  status: number;
  body: string;
  failure: Error | undefined;
  reconnects: number;
  sentBytes: number;
  receivedBytes: number;
}

let close: (() => Promise<void>) | undefined;

afterEach(async () => {
  await close?.();
  close = undefined;
});

/** A server of raw bytes: what it does with each request, a request being all that comes until its body is there. */
async function serve(onRequest: (socket: Socket, count: number, text: string) => void) {
  const books = { connections: 0, receivedBytes: 0, requests: 0 };
  const sockets = new Set<Socket>();
  const server = createServer((socket) => {
    books.connections += 1;
    sockets.add(socket);
    socket.on('error', () => socket.destroy());
    socket.on('close', () => sockets.delete(socket));
    let text = '';
    socket.on('data', (piece) => {
      books.receivedBytes += piece.length;
      text += piece.toString('latin1');
      if (!text.endsWith('{}')) return;
      const whole = text;
      text = '';
      books.requests += 1;
      onRequest(socket, books.requests, whole);
    });
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  close = async () => {
    for (const socket of sockets) socket.destroy();
    server.close();
    await once(server, 'close');
  };
  const { port } = server.address() as AddressInfo;
  return { books, origin: `http://127.0.0.1:${port}` };
}

function connect(origin: string) {
  const habits = { closesAfterReply: false };
  let unasked = 0;
  const connection = new HttpConnection({
    origin,
    habits,
    onUnasked: () => {
      unasked += 1;
    },
  });
  const ask = (): Promise<Heard> =>
    new Promise((resolve) => {
      const heard: Heard = { status: 0, body: '', failure: undefined, reconnects: 0, sentBytes: 0, receivedBytes: 0 };
      connection.send(
        { method: 'POST', path: '/', headers: {}, body: Buffer.from('{}') },
        {
          onStatus: (status) => {
            heard.status = status;
          },
          onBody: (piece) => {
            heard.body += piece.toString();
          },
          onEnd: () => resolve(heard),
          onFailure: (failure) => resolve({ ...heard, failure }),
          onReconnect: () => {
            heard.reconnects += 1;
          },
          onBytes: (sent, received) => {
            heard.sentBytes += sent;
            heard.receivedBytes += received;
          },
        },
      );
    });
  return { connection, habits, ask, unasked: () => unasked };
}

const answer = 'HTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok';

describe('HttpConnection', () => {
  it('keeps its connection, and counts the bytes of each request and reply exactly', async () => {
    const { books, origin } = await serve((socket) => socket.write(answer));
    const { connection, ask } = connect(origin);
    for (let count = 1; count <= 3; count += 1) {
      const before = books.receivedBytes;
      const heard = await ask();
      expect(heard).toEqual({
        status: 200,
        body: 'ok',
        failure: undefined,
        reconnects: 0,
        sentBytes: books.receivedBytes - before,
        receivedBytes: answer.length,
      });
    }
    expect(books).toMatchObject({ connections: 1, requests: 3 });
    connection.close();
  });

  it('connects ahead, and uses that connection', async () => {
    const { books, origin } = await serve((socket) => socket.write(answer));
    const { connection, ask } = connect(origin);
    await connection.warm();
    expect(books.connections).toBe(1);
    expect((await ask()).body).toBe('ok');
    expect(books.connections).toBe(1);
    connection.close();
  });

  it('sends again, once, when a kept connection dies without a byte of the reply', async () => {
    const { books, origin } = await serve((socket, count) => {
      if (count === 2) socket.destroy();
      else socket.write(answer);
    });
    const { connection, ask } = connect(origin);
    expect(await ask()).toMatchObject({ body: 'ok', reconnects: 0 });
    const before = books.receivedBytes;
    const second = await ask();
    expect(second).toMatchObject({ body: 'ok', reconnects: 1, failure: undefined, receivedBytes: answer.length });
    // Both times count: it is what went over the wire for this request.
    expect(second.sentBytes).toBe(books.receivedBytes - before);
    expect(books).toMatchObject({ connections: 2, requests: 3 });
    connection.close();
  });

  it('never sends again what a fresh connection lost, nor what had begun to be answered', async () => {
    const { books, origin } = await serve((socket) => socket.destroy());
    const { connection, ask } = connect(origin);
    expect((await ask()).failure).toBeInstanceOf(Error);
    expect(books.requests).toBe(1);
    connection.close();
    await close?.();

    const cut = await serve((socket, count) => {
      if (count === 1) socket.write(answer);
      else socket.end('HTTP/1.1 200 OK\r\nContent-Length: 20\r\n\r\nhalf');
    });
    const other = connect(cut.origin);
    await other.ask();
    expect(await other.ask()).toMatchObject({ reconnects: 0, body: 'half', failure: expect.any(Error) });
    expect(cut.books.requests).toBe(2);
    other.connection.close();
  });

  it('sends again only once: a server that is gone by then fails the request', async () => {
    const { books, origin } = await serve((socket, count) => {
      if (count === 1) socket.write(answer);
      else socket.destroy();
    });
    const { connection, ask } = connect(origin);
    await ask();
    expect(await ask()).toMatchObject({ reconnects: 1, failure: expect.any(Error) });
    expect(books.requests).toBe(3);
    connection.close();
  });

  it('dials again only once: where nobody listens any more the request fails with what the system says', async () => {
    const { origin } = await serve((socket, count) => {
      if (count === 1) {
        socket.write(answer);
        return;
      }
      void close?.();
      close = undefined;
    });
    const { connection, ask } = connect(origin);
    await ask();
    expect(await ask()).toMatchObject({ reconnects: 1, failure: expect.objectContaining({ code: 'ECONNREFUSED' }) });
    connection.close();
  });

  it('learns that a server ends each connection, and sends nothing into one that is ended', async () => {
    const { books, origin } = await serve((socket) => socket.end(answer));
    const { connection, habits, ask } = connect(origin);
    let reconnects = 0;
    for (let count = 0; count < 50; count += 1) reconnects += (await ask()).reconnects;
    expect(habits.closesAfterReply).toBe(true);
    expect(reconnects).toBe(0);
    expect(books).toMatchObject({ connections: 50, requests: 50 });
    connection.close();
  });

  it('does not take the end of a connection that served many for a habit', async () => {
    const { books, origin } = await serve((socket, count) => {
      if (count % 10 === 0) socket.end(answer);
      else socket.write(answer);
    });
    const { connection, habits, ask } = connect(origin);
    for (let count = 0; count < 50; count += 1) expect(await ask()).toMatchObject({ body: 'ok', reconnects: 0 });
    expect(habits.closesAfterReply).toBe(false);
    expect(books.connections).toBe(5);
    connection.close();
  });

  it('gives a request up with its connection, and goes on with a fresh one', async () => {
    let gone: Promise<unknown> | undefined;
    const { books, origin } = await serve((socket, count) => {
      if (count === 1) gone = once(socket, 'close');
      else socket.write(answer);
    });
    const { connection, ask } = connect(origin);
    void ask().then(() => expect.unreachable('a request that was given up was told of'));
    while (books.requests === 0) await new Promise((resolve) => setImmediate(resolve));
    connection.cancel();
    await gone;
    expect((await ask()).body).toBe('ok');
    expect(books.connections).toBe(2);
    connection.close();
  });

  it('gives a request up while it is still connecting, and one that waits its turn after a reply', async () => {
    const { books, origin } = await serve((socket) => socket.write(answer));
    const { connection, ask } = connect(origin);
    const told: Heard[] = [];
    void ask().then((heard) => told.push(heard));
    connection.cancel();
    await ask();
    void ask().then((heard) => told.push(heard));
    connection.cancel();
    expect((await ask()).body).toBe('ok');
    expect(told).toEqual([]);
    expect(books.requests).toBe(2);
    connection.close();
  });

  it('refuses a second request at once, and a server that cannot be reached on a later turn', async () => {
    const { connection, ask } = connect('http://127.0.0.1:9');
    const first = ask();
    expect(() => connection.send({ method: 'GET', path: '/', headers: {} }, {} as never)).toThrow('in flight');
    expect((await first).failure).toMatchObject({ code: 'ECONNREFUSED' });
    expect((await ask()).failure).toMatchObject({ code: 'ECONNREFUSED' });
    await expect(connection.warm()).rejects.toMatchObject({ code: 'ECONNREFUSED' });
    connection.close();
  });

  it('drops what comes unasked between two requests, and tells of it', async () => {
    const { books, origin } = await serve((socket, count) => {
      socket.write(answer);
      if (count === 1) setTimeout(() => socket.write(answer.replace('ok', 'no')), 20);
    });
    const { connection, ask, unasked } = connect(origin);
    await ask();
    while (unasked() === 0) await new Promise((resolve) => setImmediate(resolve));
    expect((await ask()).body).toBe('ok');
    expect(books.connections).toBe(2);
    connection.close();
  });
});
