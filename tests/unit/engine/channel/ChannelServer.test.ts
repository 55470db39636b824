import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { access, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { maximumLineBytes } from '../../../../core/contract/engineChannel.ts';
import { ChannelServer } from '../../../../main/engine/channel/ChannelServer.ts';
import { FifoQueue } from '../../../../main/engine/generation/FifoQueue.ts';
import { decodeTokens } from '../../../../main/engine/text/decodeTokens.ts';
import { FakeModel } from '../generation/FakeModel.ts';
import { socketDirectory, TestClient } from './TestClient.ts';

let directory: { path: string; remove: () => Promise<void> };
let socketPath: string;
let model: FakeModel;
let queue: FifoQueue;
let server: ChannelServer;

beforeEach(async () => {
  directory = await socketDirectory();
  socketPath = join(directory.path, 'engine.sock');
  model = new FakeModel();
  queue = new FifoQueue();
  server = new ChannelServer({ task: 'generate', model, decode: decodeTokens }, queue, () => undefined);
  await server.listen(socketPath);
});
afterEach(async () => {
  await queue.cancelAll();
  await server.close();
  await directory.remove();
});

/** Makes every step of the model wait; gives the function that lets one step go on. */
function holdSteps(): () => void {
  const held: (() => void)[] = [];
  let credits = 0;
  model.beforeStep = () =>
    new Promise((resolve) => {
      if (credits > 0) {
        credits -= 1;
        resolve();
      } else held.push(resolve);
    });
  return () => {
    const next = held.shift();
    if (next === undefined) credits += 1;
    else next();
  };
}

describe('ChannelServer', () => {
  it('streams each token, then says how the request ended', async () => {
    const client = await TestClient.open(socketPath);
    client.generate({
      id: 3,
      prompts: [
        [1, 2],
        [0, 1],
      ],
    });
    const done = await client.end(3);
    expect(client.tokens(3)).toEqual([
      [3, 1],
      [6, 2],
      [2, 4],
      [4, 8],
    ]);
    expect(done).toMatchObject({
      type: 'done',
      outputs: [
        [3, 6, 2, 4],
        [1, 2, 4, 8],
      ],
      finishReason: 'length',
    });
    expect(done.type === 'done' && done.queueMs >= 0 && done.computeMs >= 0).toBe(true);
  });

  it('sends no tokens when not asked to', async () => {
    const client = await TestClient.open(socketPath);
    client.generate({ id: 1, stream: false });
    expect(await client.end(1)).toMatchObject({ type: 'done', outputs: [[3, 6, 2, 4]] });
    expect(client.tokens(1)).toEqual([]);
  });

  it('gives the first output of a batch as text when asked to', async () => {
    const client = await TestClient.open(socketPath);
    const prompts = [
      [1, 2],
      [0, 1],
    ];
    client.generate({ id: 1, prompts, withText: true });
    client.generate({ id: 2, prompts });
    // Tokens 3, 6, 2, 4 of GPT-2.
    expect(await client.end(1)).toMatchObject({ type: 'done', text: "$'#%" });
    expect(await client.end(2)).not.toHaveProperty('text');
  });

  it('serves the requests of all connections one after the other, in order of arrival', async () => {
    const first = await TestClient.open(socketPath);
    const second = await TestClient.open(socketPath);
    const step = holdSteps();
    first.generate({ id: 1, prompts: [[1]], maxOutputTokens: 2 });
    step();
    await first.reply((reply) => reply.type === 'token');
    second.generate({ id: 1, prompts: [[2]], maxOutputTokens: 1 });
    // The answer to a broken line shows that the request before it on the same connection has been queued.
    second.send('broken\n');
    await second.reply((reply) => reply.type === 'error');
    first.generate({ id: 2, prompts: [[3]], maxOutputTokens: 1 });
    for (let count = 0; count < 3; count += 1) step();
    await first.end(2);
    await second.end(1);
    expect(model.steps).toEqual([[[1]], [[1]], [[2]], [[3]]]);
  });

  it('cancels a running request between tokens', async () => {
    const client = await TestClient.open(socketPath);
    const step = holdSteps();
    client.generate({ id: 1, maxOutputTokens: 500 });
    step();
    await client.reply((reply) => reply.type === 'token');
    client.send('{"type":"cancel","id":1}\n{"type":"cancel","id":99}\n');
    client.send('{"type":"cancel"}\n');
    await client.reply((reply) => reply.type === 'error');
    step();
    expect(await client.reply((reply) => reply.type === 'done')).toMatchObject({
      id: 1,
      outputs: [[3]],
      finishReason: 'cancelled',
    });
    expect(model.steps).toHaveLength(2);
  });

  it('cancels a waiting request at once', async () => {
    const client = await TestClient.open(socketPath);
    const step = holdSteps();
    client.generate({ id: 1 });
    client.generate({ id: 2, prompts: [[1], [2]] });
    client.send('{"type":"cancel","id":2}\n');
    expect(await client.end(2)).toMatchObject({ outputs: [[], []], finishReason: 'cancelled', computeMs: 0 });
    client.send('{"type":"cancel","id":1}\nbroken\n');
    await client.reply((reply) => reply.type === 'error');
    step();
    expect(await client.end(1)).toMatchObject({ finishReason: 'cancelled' });
  });

  it('answers what is no request with an error, and goes on', async () => {
    const client = await TestClient.open(socketPath);
    client.send('not json\n\n');
    client.send('{"type":"generate","id":7,"prompts":[[1.5]],"stream":true}\n');
    client.send('{"type":"explode","id":8}\n[]\nnull\n');
    client.generate({ id: 9 });
    await client.end(9);
    const errors = client.replies.filter((reply) => reply.type === 'error');
    expect(errors.map(({ id }) => id)).toEqual([null, null, 7, 8, null, null]);
    expect(errors.every(({ kind }) => kind === 'badRequest')).toBe(true);
    expect(errors[0]?.message).toContain('not JSON');
    expect(errors[2]?.message).toContain('prompts.0.0');
    expect(errors[2]?.message).toContain('maxOutputTokens');
  });

  it('refuses a line without end while it is still coming, and serves what comes behind it', async () => {
    const client = await TestClient.open(socketPath);
    client.send('x'.repeat(maximumLineBytes + 1));
    expect(await client.reply((reply) => reply.type === 'error')).toMatchObject({
      id: null,
      kind: 'badRequest',
      message: expect.stringContaining(`at most ${maximumLineBytes} bytes`),
    });
    client.send('xxx\n');
    client.generate({ id: 1 });
    expect(await client.end(1)).toMatchObject({ type: 'done' });
    expect(client.replies.filter((reply) => reply.type === 'error')).toHaveLength(1);
  });

  it('refuses an id that is in use, and takes it again afterwards', async () => {
    const client = await TestClient.open(socketPath);
    const step = holdSteps();
    client.generate({ id: 1, maxOutputTokens: 1 });
    client.generate({ id: 1, maxOutputTokens: 1 });
    expect(await client.reply((reply) => reply.type === 'error')).toMatchObject({
      id: 1,
      message: 'id 1 is already in use',
    });
    step();
    expect(await client.reply((reply) => reply.type === 'done')).toMatchObject({ outputs: [[3]] });
  });

  it('says what the model said when a run fails, and serves the next', async () => {
    const client = await TestClient.open(socketPath);
    model.beforeStep = async () => {
      throw new Error('Non-zero status code returned while running MatMul node');
    };
    client.generate({ id: 1 });
    expect(await client.end(1)).toMatchObject({
      type: 'error',
      kind: 'runFailed',
      message: expect.stringContaining('MatMul'),
    });
    model.beforeStep = async () => {
      throw new RangeError('Array buffer allocation failed');
    };
    client.generate({ id: 2 });
    expect(await client.end(2)).toMatchObject({
      kind: 'outOfMemory',
      message: expect.stringContaining('smaller batch'),
    });
    model.beforeStep = async () => undefined;
    client.generate({ id: 3, maxOutputTokens: 5000 });
    expect(await client.end(3)).toMatchObject({ kind: 'contextExceeded' });
    client.generate({ id: 4 });
    expect(await client.end(4)).toMatchObject({ type: 'done' });
  });

  it('cancels the requests of a peer that goes', async () => {
    model.beforeStep = () => new Promise((resolve) => setImmediate(resolve));
    const leaving = await TestClient.open(socketPath);
    const staying = await TestClient.open(socketPath);
    leaving.generate({ id: 1, maxOutputTokens: 1500 });
    leaving.generate({ id: 2, maxOutputTokens: 1500 });
    await leaving.reply((reply) => reply.type === 'token');
    leaving.socket.destroy();
    staying.generate({ id: 1, maxOutputTokens: 1 });
    expect(await staying.end(1)).toMatchObject({ outputs: [[3]] });
    expect(model.steps.length).toBeLessThan(1500);
  });

  it('takes the place of a socket that a dead process left, but not of a living one', async () => {
    const second = new ChannelServer({ task: 'generate', model, decode: decodeTokens }, queue, () => undefined);
    await expect(second.listen(socketPath)).rejects.toThrow('EADDRINUSE');
    await access(socketPath);

    const stale = join(directory.path, 'stale.sock');
    await leaveSocketBehind(stale);
    const third = new ChannelServer({ task: 'generate', model, decode: decodeTokens }, queue, () => undefined);
    await third.listen(stale);
    const client = await TestClient.open(stale);
    client.generate({ id: 1 });
    expect(await client.end(1)).toMatchObject({ type: 'done' });
    client.socket.destroy();
    await third.close();
  });

  it('leaves a file alone that is no socket', async () => {
    const plain = join(directory.path, 'plain');
    await writeFile(plain, 'precious');
    const second = new ChannelServer({ task: 'generate', model, decode: decodeTokens }, queue, () => undefined);
    await expect(second.listen(plain)).rejects.toThrow('EADDRINUSE');
    await access(plain);
  });
});

/** Has a process listen there and kills it, so that its socket file stays. */
async function leaveSocketBehind(path: string): Promise<void> {
  const program = `require('node:net').createServer().listen(${JSON.stringify(path)}, () => console.log('listening'))`;
  const child = spawn(process.execPath, ['-e', program], { stdio: ['ignore', 'pipe', 'inherit'] });
  await once(child.stdout, 'data');
  child.kill('SIGKILL');
  await once(child, 'exit');
}
