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
