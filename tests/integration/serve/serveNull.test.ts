import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCommand } from '../cli/commandLine.ts';
import { ServeProcess } from './ServeProcess.ts';

const latencyMs = 30;
let server: ServeProcess;

beforeAll(async () => {
  server = await ServeProcess.start('serve-null', '--protocol', 'openai', '--port', '0', '--latency-ms', '30');
});

afterAll(async () => {
  expect((await server.interrupt()).code).toBe(130);
  expect(server.left()).toBe(0);
});

describe('serve-null', () => {
  it('answers each of many requests in flight no earlier than its latency', async () => {
    const body = { model: 'x', messages: [{ role: 'user', content: 'hi' }], max_tokens: 4, stream: true };
    const ask = async (): Promise<void> => {
      for (let index = 0; index < 20; index += 1) {
        const sentMs = performance.now();
        const text = await (await server.post('/v1/chat/completions', body)).text();
        expect(performance.now() - sentMs).toBeGreaterThanOrEqual(latencyMs);
        expect(text.match(/"content":" null"/g)).toHaveLength(4);
        expect(text.endsWith('data: [DONE]\n\n')).toBe(true);
      }
    };
    await Promise.all(Array.from({ length: 16 }, ask));
  });

  it('stands still at the end of each period when told to, and answers then all that had come', async () => {
    const stalling = await ServeProcess.start(
      ...['serve-null', '--protocol', 'openai', '--port', '0', '--stall-ms', '400', '--stall-every-ms', '500'],
    );
    const body = { model: 'x', messages: [{ role: 'user', content: 'hi' }], max_tokens: 4 };
    let longestMs = 0;
    // More than a period, one after the other: the one that a stall begins with waits for nearly all of it.
    const endMs = performance.now() + 1200;
    while (performance.now() < endMs) {
      const sentMs = performance.now();
      await (await stalling.post('/v1/chat/completions', body)).text();
      longestMs = Math.max(longestMs, performance.now() - sentMs);
    }
    await stalling.interrupt();
    expect(longestMs).toBeGreaterThan(300);
    const always = await runCommand(
      'serve-null',
      '--protocol',
      'openai',
      '--stall-ms',
      '500',
      '--stall-every-ms',
      '500',
    );
    expect(always.code).toBe(2);
    expect(always.error).toContain('--stall-ms 500: that is no less than its period of 500 ms');
  });

  it('refuses what is wrong, and to start where it cannot', async () => {
    expect((await server.post('/v1/completions', '{')).status).toBe(400);
    const taken = await runCommand('serve-null', '--protocol', 'openai', '--port', String(server.port));
    expect(taken.code).toBe(4);
    expect(taken.error).toContain(`cannot listen on port ${server.port}`);
    const triton = await runCommand('serve-null', '--protocol', 'triton-http');
    expect(triton.code).toBe(2);
    expect(triton.error).toContain('comes with the Triton target');
  });
});
