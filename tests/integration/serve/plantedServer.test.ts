import { connect } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { type ForkedPlantedServer, forkPlantedServer } from '../../fixtures/servers/forkPlantedServer.ts';
import { monotonicMs } from '../../fixtures/servers/monotonicMs.ts';
import type { PlantedOptions } from '../../fixtures/servers/PlantedOptions.ts';
import { type PlantedServer, startPlantedServer } from '../../fixtures/servers/startPlantedServer.ts';

const open: (PlantedServer | ForkedPlantedServer)[] = [];

afterEach(async () => {
  for (const server of open.splice(0)) await server.close();
});

async function start(options: Partial<PlantedOptions> = {}): Promise<PlantedServer> {
  const server = await startPlantedServer(options);
  open.push(server);
  return server;
}

function ask(url: string, body: object, path = '/v1/chat/completions'): Promise<Response> {
  return fetch(`${url}${path}`, { method: 'POST', body: JSON.stringify(body) });
}

const chat = {
  model: 'planted',
  messages: [{ role: 'user', content: 'one two three' }],
  max_tokens: 5,
  stream: true,
  stream_options: { include_usage: true },
};

interface Event {
  choices: { delta?: { role?: string; content: string | null }; text?: string; finish_reason: string | null }[];
  usage?: { completion_tokens: number; prompt_tokens: number };
}

function eventsOf(text: string): Event[] {
  return text
    .split(/\r?\n\r?\n/)
    .filter((part) => part !== '' && part !== 'data: [DONE]')
    .map((part) => JSON.parse(part.slice('data: '.length)) as Event);
}

describe('planted server', () => {
  it('keeps its schedule and stamps what it does', async () => {
    const server = await forkPlantedServer({ firstTokenMs: 50, gapMs: 10 });
    open.push(server);
    const sentMs = monotonicMs();
    const text = await (await ask(server.url, chat)).text();
    const endMs = monotonicMs();
    const { log } = await server.read();
    const stamps = log[0];
    if (stamps === undefined) throw new Error('no stamps');
    expect(stamps).toMatchObject({ outcome: 'answered', outputTokens: 5, promptWords: 3, stream: true });
    expect(stamps.tokenDueMs.map((due) => Math.round(due - stamps.receivedMs))).toEqual([50, 60, 70, 80, 90]);
    for (const [index, writtenMs] of stamps.tokenMs.entries()) {
      expect(writtenMs).toBeGreaterThanOrEqual(stamps.tokenDueMs[index] ?? Number.NaN);
    }
    expect(stamps.receivedMs).toBeGreaterThan(sentMs);
    // Its last stamp is made after the last bytes have left, and a client may have read them by then.
    expect(stamps.tokenDueMs.at(-1)).toBeLessThan(endMs);
    const events = eventsOf(text);
    expect(events).toHaveLength(1 + 5 + 1 + 1);
    expect(events[0]?.choices[0]?.delta).toEqual({ role: 'assistant', content: null });
    expect(events.at(-2)?.choices[0]?.finish_reason).toBe('length');
    expect(events.at(-1)).toMatchObject({ choices: [], usage: { completion_tokens: 5, prompt_tokens: 3 } });
    expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
  });

  it('puts several tokens into an event, tells usage on the finish event or wrongly, leaves out the end mark', async () => {
    const several = await start({ tokensPerEvent: 2, usage: 'on-finish', doneMark: false, roleEvent: 'none' });
    const text = await (await ask(several.url, chat)).text();
    expect(text).not.toContain('[DONE]');
    const events = eventsOf(text);
    expect(events.map((event) => event.choices[0]?.delta?.content)).toEqual([' t1 t2', ' t3 t4', ' t5', null]);
    expect(events.at(-1)?.usage?.completion_tokens).toBe(5);
    expect(several.log[0]?.tokenMs).toHaveLength(5);
    const wrong = await start({ usage: 'wrong', finishEvent: 'on-last-token', lineEnd: '\r\n' });
    const wrongEvents = eventsOf(await (await ask(wrong.url, chat)).text());
    expect(wrongEvents.at(-1)?.usage?.completion_tokens).toBe(12);
    expect(wrongEvents.at(-2)?.choices[0]).toMatchObject({ finish_reason: 'length', delta: { content: ' t5' } });
  });

  it('serves first come, first served, by the books of its queue', async () => {
    const server = await start({ service: { workers: 1, meanMs: 4, distribution: 'exponential', seed: 3 } });
    const prompt = { prompt: [1, 2, 3], max_tokens: 1 };
    await Promise.all(
      Array.from({ length: 20 }, () => ask(server.url, prompt, '/v1/completions').then((r) => r.text())),
    );
    let freeMs = 0;
    for (const stamps of server.log) {
      expect(stamps.serviceStartMs).toBe(Math.max(stamps.receivedMs, freeMs));
      freeMs = stamps.serviceStartMs + stamps.serviceMs;
      expect(stamps.endMs).toBeGreaterThanOrEqual(freeMs);
      expect(stamps.promptWords).toBe(3);
    }
    expect(new Set(server.log.map(({ serviceMs }) => serviceMs)).size).toBe(20);
  });

  it('does nothing while it stalls', async () => {
    const server = await start({ stall: { everyMs: 200, forMs: 100 } });
    for (let index = 0; index < 10; index += 1) await (await ask(server.url, { ...chat, stream: false })).text();
    while (monotonicMs() - server.startedMs < 210) await (await ask(server.url, { ...chat, stream: false })).text();
    for (const { firstByteMs = 0 } of server.log) expect((firstByteMs - server.startedMs) % 200).toBeLessThan(100 + 20);
    expect(server.log.some(({ receivedMs, endMs = 0 }) => endMs - receivedMs > 50)).toBe(true);
  });

  it.each([
    [{ kind: 'status', status: 429 } as const, 'HTTP/1.1 429'],
    [{ kind: 'error-event' } as const, '"type":"server_error"'],
    [{ kind: 'garbage-event' } as const, '{"cont\n'],
    [{ kind: 'huge-event', bytes: 100_000 } as const, 'x'.repeat(100_000)],
    [{ kind: 'truncated-stream' } as const, ' t2'],
    [{ kind: 'garbage-http' } as const, 'this is no HTTP'],
    [{ kind: 'closes-before-answer' } as const, ''],
    [{ kind: 'empty-body' } as const, 'Content-Length: 0\r\n'],
    [{ kind: 'page' } as const, '<html>'],
    [{ kind: 'empty-stream' } as const, '\r\n\r\ne\r\ndata: [DONE]'],
    [{ kind: 'slow-headers', gapMs: 1 } as const, 'Transfer-Encoding: chunked'],
    [{ kind: 'answers-twice' } as const, '}HTTP/1.1 200'],
  ])('goes wrong as planted: $0', async (fault, expected) => {
    const server = await start({ faults: [{ fault, requests: 'all' }] });
    const received = await raw(server.port, chat);
    expect(received).toContain(expected);
    if (expected === '') expect(received).toBe('');
    expect(server.log[0]?.outcome).toBe(`fault ${fault.kind}`);
    if (fault.kind === 'truncated-stream') expect(received).not.toContain('\r\n0\r\n\r\n');
  });

  it('closes connections unannounced, and answers before it was asked', async () => {
    const closing = await start({ closesAfterStream: true, closesAfterPlain: 2 });
    expect(await raw(closing.port, chat)).toContain('Keep-Alive: timeout=5');
    const early = await start({ answersBeforeAsked: true });
    expect(await raw(early.port, chat)).toMatch(/^HTTP\/1\.1 200[\s\S]*HTTP\/1\.1 200/);
    const choosy = await start({ refusesVendorFields: true });
    expect((await ask(choosy.url, { ...chat, ignore_eos: true })).status).toBe(422);
    expect((await ask(choosy.url, chat)).status).toBe(200);
  });
});

/** All that comes on a connection after one request, until it ends or says nothing for a while. */
function raw(port: number, body: object): Promise<string> {
  return new Promise((resolve, reject) => {
    const text = JSON.stringify(body);
    const socket = connect(port, '127.0.0.1', () => {
      socket.write(`POST /v1/chat/completions HTTP/1.1\r\nHost: x\r\nContent-Length: ${text.length}\r\n\r\n${text}`);
    });
    let received = '';
    socket.setTimeout(300, () => socket.destroy());
    socket.on('data', (piece) => {
      received += piece.toString();
    });
    socket.on('close', () => resolve(received));
    socket.on('error', reject);
  });
}
