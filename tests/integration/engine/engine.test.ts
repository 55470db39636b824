import { execFileSync } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { mkdtemp, open, rm, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { EngineReply } from '../../../core/contract/engineChannel.ts';
import { decodeTokens } from '../../../main/engine/text/decodeTokens.ts';
import { TestClient } from '../../unit/engine/channel/TestClient.ts';
import { EngineProcess } from './EngineProcess.ts';
import { samplePrompt } from './samplePrompt.ts';

let directory: string;
let cache: string;
let socketPath: string;
const running: EngineProcess[] = [];
/** Loads the model once for the tests that only ask it. */
let shared: EngineProcess | undefined;

beforeAll(async () => {
  directory = await mkdtemp(join(tmpdir(), 'inferneo-engine-'));
  cache = join(directory, 'cache');
  socketPath = join(directory, 'engine.sock');
});
afterEach(async () => {
  for (const engine of running.splice(0)) await engine.kill();
});
afterAll(async () => {
  await shared?.kill();
  await rm(directory, { recursive: true });
});

function startEngine(): EngineProcess {
  const engine = new EngineProcess();
  running.push(engine);
  return engine;
}

/** An engine that has loaded the model anew. */
async function loadedEngine(): Promise<EngineProcess> {
  await shared?.kill();
  const engine = startEngine();
  const answer = await engine.load(cache, socketPath);
  if (answer.type !== 'loaded') throw new Error(JSON.stringify(answer));
  return engine;
}

/** An engine that has the model: the one that an earlier test asked, while it lives. */
async function sharedEngine(): Promise<EngineProcess> {
  if (shared === undefined || !shared.isAlive) {
    shared = await loadedEngine();
    running.splice(running.indexOf(shared), 1);
  }
  return shared;
}

const sampled = { prompts: [samplePrompt(1, 16)], maxOutputTokens: 8, temperature: 0.8, topP: 0.95 };

/** The output tokens of one request on a connection of its own. */
async function outputsFor(seed: number): Promise<number[][]> {
  const client = await TestClient.open(socketPath);
  client.generate({ id: 1, ...sampled, seed });
  const done = await client.end(1);
  client.socket.destroy();
  if (done.type !== 'done') throw new Error(JSON.stringify(done));
  return done.outputs;
}

describe('the engine process', () => {
  it('makes the weights, loads DistilGPT-2 and generates: the same tokens for the same seed', async () => {
    const engine = startEngine();
    await engine.event((event) => event.type === 'ready');
    expect(await engine.load(cache, socketPath)).toMatchObject({
      type: 'loaded',
      socketPath,
      description: {
        model: 'distilgpt2',
        parameters: 81_912_576,
        provider: 'cpu',
        threads: 1,
        weights: 'synthetic',
        runtimeVersion: '1.30.0',
        maximumContextTokens: 1024,
        loadMs: expect.any(Number),
      },
    });
    const progress = engine.events.flatMap((event) => (event.type === 'progress' ? [event] : []));
    expect(new Set(progress.map(({ activity }) => activity))).toEqual(
      new Set(['Writing synthetic weights', 'Loading the model']),
    );
    expect(progress.length).toBeLessThan(150);

    const client = await TestClient.open(socketPath);
    client.generate({ id: 1, ...sampled, seed: 5, withText: true });
    const done = await client.end(1);
    expect(done).toMatchObject({ type: 'done', finishReason: 'length' });
    const outputs = done.type === 'done' ? done.outputs : [];
    expect(outputs[0]).toHaveLength(8);
    expect(client.tokens(1)).toEqual(outputs[0]?.map((token) => [token]));
    expect(done).toMatchObject({ text: decodeTokens(outputs[0] ?? []) });
    expect(await outputsFor(5)).toEqual(outputs);
    expect(await outputsFor(6)).not.toEqual(outputs);
  });

  it('gives each item of a batch what it would get alone', async () => {
    await sharedEngine();
    const client = await TestClient.open(socketPath);
    const prompts = [samplePrompt(1, 12), samplePrompt(2, 12), samplePrompt(3, 12)];
    client.generate({ id: 0, prompts, temperature: 0, maxOutputTokens: 4 });
    for (const [index, prompt] of prompts.entries()) {
      client.generate({ id: index + 1, prompts: [prompt], temperature: 0, maxOutputTokens: 4 });
    }
    const together = await client.end(0);
    const alone: EngineReply[] = [];
    for (const index of prompts.keys()) alone.push(await client.end(index + 1));
    const outputs = (reply: EngineReply): number[][] => (reply.type === 'done' ? reply.outputs : []);
    expect(outputs(together)).toHaveLength(3);
    expect(outputs(together)).toEqual(alone.flatMap(outputs));
  });

  it('serves a context of 1,024 tokens and refuses one more', async () => {
    await sharedEngine();
    const client = await TestClient.open(socketPath);
    const longest = { prompts: [samplePrompt(4, 1022)], maxOutputTokens: 2 };
    client.generate({ id: 1, ...longest });
    expect(await client.end(1)).toMatchObject({ type: 'done', finishReason: 'length' });
    client.generate({ id: 2, ...longest, maxOutputTokens: 3 });
    expect(await client.end(2)).toMatchObject({ type: 'error', kind: 'contextExceeded' });
  });

  it('writes damaged weights anew, says so, and gives the same tokens as before', async () => {
    const first = await loadedEngine();
    const before = await outputsFor(5);
    await first.kill();

    const path = join(cache, 'distilgpt2-synthetic.weights');
    const file = await open(path, 'r+');
    await file.write(Uint8Array.of(0xff), 0, 1, 200_000_000);
    await file.close();
    const second = await loadedEngine();
    expect(second.logs().join()).toContain(`${path} is damaged (its content does not match its checksum)`);
    expect(await outputsFor(5)).toEqual(before);
    await second.kill();

    await truncate(path, 100_000_000);
    const third = await loadedEngine();
    expect(third.logs().join()).toContain('it has 100000000 bytes instead of');
    expect(await outputsFor(5)).toEqual(before);
  });

  it('can be killed in the middle of a run: the connection ends, and another engine takes its socket', async () => {
    const engine = await sharedEngine();
    const client = await TestClient.open(socketPath);
    client.generate({ id: 1, ...sampled, maxOutputTokens: 900 });
    await client.reply((reply) => reply.type === 'token');
    const closed = once(client.socket, 'close');
    engine.child.kill('SIGKILL');
    expect(await engine.exit).toEqual({ code: null, signal: 'SIGKILL' });
    await closed;
    expect(client.replies.some((reply) => reply.type === 'done')).toBe(false);

    await sharedEngine();
    expect((await outputsFor(5))[0]).toHaveLength(8);
  });

  it('ignores Ctrl-C, and ends in order when told to, in the middle of a run', async () => {
    const engine = await sharedEngine();
    const client = await TestClient.open(socketPath);
    client.generate({ id: 1, ...sampled, maxOutputTokens: 900 });
    await client.reply((reply) => reply.type === 'token');
    engine.child.kill('SIGINT');
    engine.send({ type: 'shutdown' });
    expect(await engine.exit).toEqual({ code: 0, signal: null });
    expect(client.tokens(1).length).toBeLessThan(900);
  });

  it('removes what a killed engine left half-written', async () => {
    const left = join(cache, 'distilgpt2-synthetic.weights.4194305.part');
    await writeFile(left, 'half');
    await truncate(join(cache, 'distilgpt2-synthetic.weights'), 0);
    const engine = await loadedEngine();
    expect(engine.logs().join()).toContain('Removed distilgpt2-synthetic.weights.4194305.part');
  });

  it('explains why it cannot load', async () => {
    await writeFile(join(directory, 'plain'), '');
    const engine = startEngine();
    const blocked = join(directory, 'plain', 'cache');
    expect(await engine.load(blocked, socketPath)).toMatchObject({
      type: 'failed',
      failure: { reason: expect.stringContaining(blocked), remedy: expect.stringContaining('INFERNEO_BENCH_CACHE') },
    });
  });

  it.skipIf(!existsSync('/usr/bin/prlimit'))('explains that there is not enough memory', async () => {
    const engine = startEngine();
    await engine.event((event) => event.type === 'ready');
    limitMemory(engine.child.pid ?? 0, 300_000_000);
    expect(await engine.load(cache, socketPath)).toMatchObject({
      type: 'failed',
      failure: {
        reason: expect.stringContaining('not enough memory to load distilgpt2'),
        remedy: expect.stringContaining('Close other programs'),
        detail: expect.stringContaining('bad_alloc'),
      },
    });
  });

  it('explains why it cannot listen', async () => {
    const engine = startEngine();
    const longPath = join(directory, 'x'.repeat(120));
    expect(await engine.load(cache, longPath)).toMatchObject({
      type: 'failed',
      failure: { reason: expect.stringContaining(longPath), remedy: expect.stringContaining('TMPDIR') },
    });
  });
});

/** Lets a process have so much more address space than it has now. */
function limitMemory(processId: number, moreBytes: number): void {
  const status = readFileSync(`/proc/${processId}/status`, 'utf8');
  const sizeKilobytes = Number(/VmSize:\s+(\d+)/.exec(status)?.[1]);
  execFileSync('prlimit', ['--pid', String(processId), `--as=${sizeKilobytes * 1024 + moreBytes}`]);
}
