import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { afterEach, describe, expect, it, vi } from 'vitest';
import type { GenerateRequest } from '../../core/contract/engineChannel.ts';
import { DelayLine } from '../../main/serve/null/DelayLine.ts';
import { mostPending } from '../../main/serve/openai/startOpenAiServer.ts';
import { RawClient, type RawReply } from '../fixtures/servers/RawClient.ts';
import { plantedModel, type StartedServer, startNull, startPlanted } from '../fixtures/servers/startServers.ts';
import type { Connection } from '../integration/runner/PlantedEngine.ts';

const open: { close(): Promise<void> }[] = [];
const clients: RawClient[] = [];

afterEach(async () => {
  for (const client of clients.splice(0)) client.destroy();
  for (const server of open.splice(0)) await server.close();
});

async function opened<Server extends StartedServer>(starting: Promise<Server>): Promise<Server> {
  const server = await starting;
  open.push(server);
  return server;
}

async function connected(port: number): Promise<RawClient> {
  const client = await RawClient.connect(port);
  clients.push(client);
  return client;
}

const body = JSON.stringify({ model: plantedModel, prompt: 'one two', max_tokens: 2 });

interface Asked {
  method?: string;
  path?: string;
  /** Lines of the head instead of the right ones for Host and Content-Type. */
  lines?: string[];
  content?: string;
  isLast?: boolean;
}

/** A request that is right but for what is said. */
function wire({ method = 'POST', path = '/v1/completions', lines, content = body, isLast = true }: Asked = {}): string {
  const usual = ['Host: 127.0.0.1:8000', 'Content-Type: application/json'];
  const all = [
    ...(lines ?? usual),
    ...(isLast ? ['Connection: close'] : []),
    `Content-Length: ${Buffer.byteLength(content)}`,
  ];
  return `${method} ${path} HTTP/1.1\r\n${all.map((line) => `${line}\r\n`).join('')}\r\n${content}`;
}

async function ask(port: number, bytes: string | Buffer): Promise<RawReply[]> {
  const client = await connected(port);
  await client.write(bytes);
  return await client.replies();
}

async function statusOf(port: number, bytes: string): Promise<number | undefined> {
  const replies = await ask(port, bytes);
  expect(replies).toHaveLength(1);
  expect(replies[0]?.head.toLowerCase()).not.toContain('access-control');
  if (replies[0]?.status !== 200) expect(JSON.parse(replies[0]?.body ?? '').error.message).toMatch(/\w+ \w+/);
  return replies[0]?.status;
}

const gc = (): void => {
  setFlagsFromString('--expose-gc');
  runInNewContext('gc')();
};

const json = 'Content-Type: application/json';
const host = 'Host: localhost:8000';

describe.each([
  ['serve-null', startNull],
  ['serve', startPlanted],
])('%s', (_, start) => {
  it('answers to the names of this machine only, so that no page gets in by DNS rebinding', async () => {
    const { port } = await opened(start());
    for (const name of [`127.0.0.1:${port}`, 'localhost', '[::1]:9']) {
      expect([name, await statusOf(port, wire({ lines: [`Host: ${name}`, json] }))]).toEqual([name, 200]);
    }
    expect(await statusOf(port, wire({ lines: ['Host: evil.example:8000', json] }))).toBe(403);
    expect(
      await statusOf(port, wire({ method: 'GET', path: '/v1/models', content: '', lines: ['Host: evil.example'] })),
    ).toBe(403);
    expect(await statusOf(port, wire({ lines: [host, 'Host: evil.example', json] }))).toBe(400);
    expect(await statusOf(port, wire({ lines: ['Host: a b', json] }))).toBe(400);
    expect(await statusOf(port, wire({ lines: [json] }))).toBe(400);
  });

  it('answers no page of another origin, and permits none', async () => {
    const { port } = await opened(start());
    expect(await statusOf(port, wire({ lines: [host, json, 'Origin: http://localhost:8000'] }))).toBe(200);
    for (const origin of ['http://evil.example', 'null', 'http://localhost:3000', 'https://localhost:8000', '']) {
      const lines = [host, json, `Origin: ${origin}`];
      expect([origin, await statusOf(port, wire({ lines }))]).toEqual([origin, 403]);
    }
    const preflight = ['Access-Control-Request-Method: POST', 'Access-Control-Request-Headers: content-type'];
    const asked = { method: 'OPTIONS', content: '' };
    expect(await statusOf(port, wire({ ...asked, lines: [host, ...preflight, 'Origin: http://evil.example'] }))).toBe(
      403,
    );
    expect(await statusOf(port, wire({ ...asked, lines: [host, ...preflight] }))).toBe(405);
  });

  it('takes JSON that says it is JSON, which a form cannot', async () => {
    const { port } = await opened(start());
    for (const type of ['application/json; charset=utf-8', 'Application/JSON']) {
      expect(await statusOf(port, wire({ lines: [host, `Content-Type: ${type}`] }))).toBe(200);
    }
    for (const type of [
      'text/plain',
      'text/plain; application/json',
      'application/x-www-form-urlencoded',
      'application/jsonp',
    ]) {
      expect([type, await statusOf(port, wire({ lines: [host, `Content-Type: ${type}`] }))]).toEqual([type, 415]);
    }
    expect(await statusOf(port, wire({ lines: [host] }))).toBe(415);
    expect(await statusOf(port, wire({ lines: [host, 'Content-Type: text/plain', json] }))).toBeGreaterThanOrEqual(400);
  });

  const hidden = `GET /health HTTP/1.1\r\n${host}\r\nConnection: close\r\n\r\n`;
  it.each([
    ['two lengths', [`Content-Length: ${hidden.length}`]],
    ['two ends', ['Transfer-Encoding: chunked']],
    ['an end of another kind', ['Transfer-Encoding: xchunked']],
    ['an end that is folded', ['Transfer-Encoding:', ' chunked']],
    ['an end with a space', ['Transfer-Encoding : chunked']],
    ['an end behind a bare line feed', ['X: y\nTransfer-Encoding: chunked']],
    ['an end behind a bare carriage return', ['X: y\rTransfer-Encoding: chunked']],
    ['a zero', ['X: a\0b']],
    ['a line without a colon', ['nonsense']],
    ['a long line', [`X: ${'x'.repeat(17_000)}`]],
    ['many lines', Array.from({ length: 4000 }, (_, index) => `X${index}: y`)],
  ])(
    'refuses a head that others could read in another way, and nothing in it is a request: %s',
    async (_kind, lines) => {
      const { port } = await opened(start({ requestMs: 300, checkMs: 50 }));
      const replies = await ask(port, wire({ lines: [host, json, ...lines], content: hidden, isLast: false }));
      expect(replies.map(({ status }) => status)).toEqual([expect.toSatisfy((status: number) => status >= 400)]);
      expect(JSON.parse(replies[0]?.body ?? '').error.message).not.toBe('');
    },
  );

  it.each(['+1', '0x1', '1, 1', '1 1', '-1', '1e1', ''])('refuses a length of %j', async (length) => {
    const { port } = await opened(start({ requestMs: 300, checkMs: 50 }));
    const replies = await ask(
      port,
      `POST /v1/completions HTTP/1.1\r\n${host}\r\n${json}\r\nContent-Length: ${length}\r\n\r\n1${hidden}`,
    );
    expect(replies.map(({ status }) => status)).toEqual([400]);
  });

  it('closes a connection that asks nothing, at once or after a request', async () => {
    const { port } = await opened(start({ idleMs: 100, requestMs: 100, checkMs: 20 }));
    const silent = await connected(port);
    expect((await silent.replies()).filter(({ status }) => status !== 408)).toEqual([]);
    const replies = await ask(port, wire({ isLast: false }));
    expect(replies.map(({ status }) => status)).toEqual([200]);
  });

  it('takes a request byte by byte, but not for ever', async () => {
    const { port } = await opened(start({ requestMs: 300, checkMs: 20 }));
    const quick = await connected(port);
    for (const character of wire()) await quick.write(character);
    expect((await quick.replies()).map(({ status }) => status)).toEqual([200]);
    for (const begun of [wire().slice(0, 20), wire().slice(0, -20)]) {
      const slow = await connected(port);
      await slow.write(begun);
      const dripping = setInterval(() => slow.write('x'), 40);
      const replies = await slow.replies();
      clearInterval(dripping);
      expect(replies.map(({ status }) => status)).toEqual([408]);
    }
  });

  it('keeps no more of requests that are not whole than it may, and serves on', async () => {
    const { port } = await opened(start({ unfinishedBytes: 1_000_000 }));
    const begun = wire({ content: 'x'.repeat(900_000) }).slice(0, 300_000);
    const several = await Promise.all(Array.from({ length: 6 }, () => connected(port)));
    for (const client of several) await client.write(begun);
    await vi.waitFor(() => {
      expect(several.some((client) => client.received.toString().startsWith('HTTP/1.1 503 '))).toBe(true);
    });
    for (const client of several) client.destroy();
    expect(await statusOf(port, wire())).toBe(200);
  });

  it('closes connections beyond its number as they come', async () => {
    const { port } = await opened(start({ connections: 4 }));
    const four = await Promise.all(Array.from({ length: 4 }, () => connected(port)));
    expect(await ask(port, wire())).toEqual([]);
    four[0]?.destroy();
    await vi.waitFor(async () => expect((await ask(port, wire()))[0]?.status).toBe(200));
  });

  it('answers what is sent ahead in its order, and HEAD without a body', async () => {
    const { port } = await opened(start());
    const words = Array.from({ length: 200 }, (_, index) => index + 1);
    const asked = words.map((count) =>
      wire({
        isLast: false,
        content: JSON.stringify({ model: plantedModel, prompt: new Array(count).fill('a').join(' '), max_tokens: 1 }),
      }),
    );
    const replies = await ask(port, `${asked.join('')}${wire()}`);
    expect(replies.slice(0, -1).map((reply) => JSON.parse(reply.body).usage.prompt_tokens)).toEqual(words);
    const client = await connected(port);
    await client.write(wire({ method: 'HEAD', path: '/health', content: '', isLast: false }) + hidden);
    await vi.waitFor(() => expect(client.isClosed).toBe(true));
    expect(client.received.toString()).toMatch(/^HTTP\/1\.1 405 [^{}]*\r\n\r\nHTTP\/1\.1 200 /);
  });
});

describe('serve-null', () => {
  it('refuses answers that a long name makes large, and keeps no more of the others than it may', async () => {
    const { port } = await opened(startNull());
    const named = (model: string, tokens: number): string =>
      wire({ content: JSON.stringify({ model, prompt: 'x', max_tokens: tokens, stream: true }) });
    const refused = await ask(port, named('\u0001'.repeat(4096), 16_384));
    expect(refused.map(({ status }) => status)).toEqual([400]);
    expect(refused[0]?.body).toContain("repeats the model's name");
    gc();
    const beforeBytes = process.memoryUsage().arrayBuffers;
    for (let index = 0; index < 14; index += 1) {
      const client = await connected(port);
      await client.write(named(`${index}`.padEnd(250), 16_000));
      await vi.waitFor(() => expect(client.isClosed).toBe(true));
      client.destroy();
      clients.splice(0);
    }
    gc();
    // Each of the 14 has 6 MB.
    expect(process.memoryUsage().arrayBuffers - beforeBytes).toBeLessThan(50e6);
  });

  it('does not read on for a client that does not take its answers, and lets it go', async () => {
    const { port } = await opened(startNull({ takeMs: 300, checkMs: 50 }));
    const client = await connected(port);
    client.pause();
    const beforeBytes = process.memoryUsage().rss;
    const asked = wire({
      isLast: false,
      content: JSON.stringify({ model: 'm', prompt: 'x', max_tokens: 16_000, stream: true }),
    });
    let sent = 0;
    const sending = (async () => {
      for (; sent < 2000 && !client.isClosed; sent += 1) await client.write(asked.repeat(20));
    })();
    await vi.waitFor(() => expect(client.isClosed).toBe(true), 5000);
    await sending;
    expect(process.memoryUsage().rss - beforeBytes).toBeLessThan(200e6);
    expect(await statusOf(port, wire())).toBe(200);
  });

  it('answers all that came before a refusal, each after its latency', async () => {
    const { port } = await opened(startNull({}, 30));
    const replies = await ask(port, `${wire({ isLast: false }).repeat(100)}nonsense\r\n\r\n`);
    expect(replies.map(({ status }) => status)).toEqual([...new Array(100).fill(200), 400]);
  });

  it('lets go of what was done while more comes', async () => {
    vi.useFakeTimers({ toFake: ['performance', 'setTimeout', 'setImmediate'] });
    const line = new DelayLine(10);
    const done: number[] = [];
    const held = ((act: () => void) => {
      line.put(act);
      return new WeakRef(act);
    })(() => done.push(0));
    // A hundred each millisecond: the line is never empty.
    for (let ms = 1; ms <= 100; ms += 1) {
      for (let index = 0; index < 100; index += 1) line.put(() => done.push(ms));
      vi.advanceTimersByTime(1);
    }
    vi.useRealTimers();
    expect(done[0]).toBe(0);
    expect(done).toEqual(done.toSorted((first, second) => first - second));
    // A weak reference holds what it was made of until the end of the turn.
    await new Promise((resolve) => setImmediate(resolve));
    gc();
    expect(held.deref()).toBeUndefined();
    expect(line.waiting).toBe(10_001 - done.length);
    expect(line.waiting).toBeGreaterThan(0);
  });
});

describe('serve', () => {
  it('stops computing for a client that does not read its stream', async () => {
    const told: number[] = [];
    const endless = (request: GenerateRequest, { reply }: Connection): void => {
      const tell = (): void => {
        for (let index = 0; index < 20; index += 1) reply({ type: 'token', id: request.id, tokens: [1] });
        told.push(20);
        if (told.length < 5000 && server.engine.cancelledIds.length === 0) setImmediate(tell);
      };
      tell();
    };
    const server = await opened(startPlanted({ untakenBytes: 1_000_000 }, endless, 'x'.repeat(4096)));
    const client = await connected(server.port);
    client.pause();
    await client.write(
      wire({ content: JSON.stringify({ model: plantedModel, prompt: 'x', max_tokens: 90_000, stream: true }) }),
    );
    await vi.waitFor(() => expect(server.engine.cancelledIds).toHaveLength(1), 10_000);
    // 4 KiB a token: what the system takes for a client that does not read is some megabytes.
    expect(told.length * 20 * 4096).toBeLessThan(100e6);
  });

  it('lets a client go that does not take its answer', async () => {
    const server = await opened(startPlanted({ takeMs: 200, connections: 1 }, undefined, 'x'.repeat(4096)));
    const client = await connected(server.port);
    client.pause();
    await client.write(wire({ content: JSON.stringify({ model: plantedModel, prompt: 'x', max_tokens: 8000 }) }));
    // Its place is free for another once it has gone.
    await vi.waitFor(async () => expect((await ask(server.port, wire()))[0]?.status).toBe(200), 10_000);
    client.resume();
    await vi.waitFor(() => expect(client.isClosed).toBe(true));
    expect(client.received.length).toBeLessThan(8000 * 4096);
  });

  it('has 256 wait, refuses the next, and computes for none that has gone', async () => {
    const server = await opened(startPlanted({}, () => undefined));
    const waiting = await connected(server.port);
    const last = wire({ isLast: false });
    for (let index = 0; index < mostPending; index += 1) await waiting.write(last);
    await vi.waitFor(() => expect(server.engine.requests).toHaveLength(mostPending));
    const refused = await ask(server.port, wire());
    expect(refused.map(({ status }) => status)).toEqual([503]);
    expect(refused[0]?.body).toContain('queue_full');
    waiting.destroy();
    await vi.waitFor(() => expect(server.engine.cancelledIds).toHaveLength(mostPending));
  });
});
