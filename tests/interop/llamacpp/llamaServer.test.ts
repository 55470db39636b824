import { existsSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { prepareLlama } from './prepareLlama.ts';
import { startLlamaServer } from './startLlamaServer.ts';

const llama = await prepareLlama();
if ('unavailable' in llama) console.log(`Tests with llama.cpp are skipped: ${llama.unavailable}`);

describe.skipIf('unavailable' in llama)('the server under these tests', () => {
  const prepared = llama as Exclude<typeof llama, { unavailable: string }>;

  it('answers under its address and is gone after its stop', async () => {
    const server = await startLlamaServer(prepared, 1);
    const list = (await (await fetch(`${server.url}/v1/models`)).json()) as { data: { id: string }[] };
    expect(list.data.map(({ id }) => id)).toEqual([server.model]);
    await server.stop();
    await expect(fetch(`${server.url}/health`)).rejects.toThrow();
    expect(existsSync(`/proc/${server.processId}`)).toBe(false);
  });

  it('says what it printed when it cannot start', async () => {
    const start = startLlamaServer({ ...prepared, model: '/nowhere/model.gguf' }, 1);
    await expect(start).rejects.toThrow(/ended by itself[\s\S]*\/nowhere\/model\.gguf/);
  });

  it('says what it printed when it has crashed', async () => {
    const server = await startLlamaServer(prepared, 1);
    process.kill(server.processId, 'SIGSEGV');
    await expect
      .poll(() =>
        fetch(`${server.url}/health`).then(
          () => 'up',
          () => 'down',
        ),
      )
      .toBe('down');
    await expect(server.stop()).rejects.toThrow(/ended by itself \(SIGSEGV\)[\s\S]*listening/);
  });
});
