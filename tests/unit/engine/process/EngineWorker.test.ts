import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { EngineEvent } from '../../../../core/contract/engineProtocol.ts';
import { EngineWorker } from '../../../../main/engine/process/EngineWorker.ts';

let directory: string;
let events: EngineEvent[];
let worker: EngineWorker;

beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'inferneo-worker-'));
  events = [];
  worker = new EngineWorker((event) => events.push(event));
});
afterEach(() => rm(directory, { recursive: true }));

const load = (cacheDirectory: string): unknown => ({
  type: 'load',
  model: 'distilgpt2',
  source: { kind: 'gpt', architecture: 'distilgpt2', precision: 'float32' },
  provider: 'cpu',
  prepacking: true,
  cacheDirectory,
  socketPath: join(directory, 'engine.sock'),
  threads: 1,
});

describe('EngineWorker', () => {
  it('reports a cache directory that cannot be used, and can be told to try again', async () => {
    const blocked = join(directory, 'file', 'cache');
    await writeFile(join(directory, 'file'), '');
    for (let attempt = 0; attempt < 2; attempt += 1) expect(await worker.handle(load(blocked))).toBe(false);
    expect(events).toHaveLength(2);
    for (const event of events) {
      expect(event).toMatchObject({
        type: 'failed',
        failure: { reason: expect.stringContaining(blocked), remedy: expect.stringContaining('INFERNEO_BENCH_CACHE') },
      });
    }
  });

  it.each([
    [{ type: 'load', model: 'gpt5' }, 'source'],
    [{ type: 'dance' }, 'type'],
    [null, 'command'],
  ])('refuses the message %j by what is wrong with it', async (message, field) => {
    expect(await worker.handle(message)).toBe(false);
    expect(events).toMatchObject([{ type: 'failed', failure: { reason: expect.stringContaining(field) } }]);
  });

  it('ends when told to, with nothing loaded', async () => {
    expect(await worker.handle({ type: 'shutdown' })).toBe(true);
    expect(events).toEqual([]);
  });
});
