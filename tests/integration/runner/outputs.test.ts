import { afterEach, describe, expect, it } from 'vitest';
import type { PromptForm, TargetAccess } from '../../../core/contract/runnerProtocol.ts';
import { decodeTokens } from '../../../main/engine/text/decodeTokens.ts';
import { onnxStep, openAiStep } from '../../unit/runner/plannedSteps.ts';
import { WordServer } from '../cli/WordServer.ts';
import { doneReply, PlantedEngine } from './PlantedEngine.ts';
import { RunnerProcess } from './RunnerProcess.ts';

let runner: RunnerProcess | undefined;
const closing: (() => unknown)[] = [];

afterEach(async () => {
  runner?.child.kill('SIGKILL');
  for (const close of closing.splice(0)) await close();
});

async function engine(...given: Parameters<typeof PlantedEngine.listen>): Promise<PlantedEngine> {
  const planted = await PlantedEngine.listen(...given);
  closing.push(() => planted.close());
  return planted;
}

async function collect(access: TargetAccess, promptForm: PromptForm, prompts: number, timeoutSeconds = 10) {
  runner = new RunnerProcess();
  await runner.event('ready');
  const step = access.kind === 'address' ? openAiStep({ timeoutSeconds }) : onnxStep({ timeoutSeconds });
  runner.send({ type: 'collectOutputs', step, access, promptForm, prompts });
  return runner;
}

async function outcomeOf(...given: Parameters<typeof collect>) {
  return (await collect(...given)).event('outputsCollected');
}

describe('outputs of the embedded engine', () => {
  it('are its own token ids, asked for one after the other at temperature 0', async () => {
    let inFlight = 0;
    const planted = await engine((request, { reply }) => {
      inFlight += 1;
      expect(inFlight).toBe(1);
      setImmediate(() => {
        inFlight -= 1;
        reply(doneReply(request));
      });
    });
    const outcome = await outcomeOf({ kind: 'engineSocket', socketPath: planted.socketPath }, 'tokens', 5);
    const expected = planted.requests.map((request) => {
      const done = doneReply(request);
      return done.type === 'done' ? done.outputs[0] : undefined;
    });
    expect(outcome).toEqual({ type: 'outputsCollected', outputs: expected });
    expect(planted.requests).toHaveLength(5);
    for (const request of planted.requests) {
      expect(request).toMatchObject({ temperature: 0, maxOutputTokens: 4, stream: false, withText: false });
      expect(request.prompts.map(({ length }) => length)).toEqual([10]);
    }
  });

  it('are the tokens of their text where a server is on the other side, which gets the same prompts', async () => {
    const text = ' one time ça'.repeat(2);
    const planted = await engine((request, { reply }) => {
      const done = doneReply(request);
      reply(done.type === 'done' ? { ...done, text } : done);
    });
    const server = await WordServer.listen(() => text);
    closing.push(() => server.close());
    const ofEngine = await outcomeOf({ kind: 'engineSocket', socketPath: planted.socketPath }, 'text', 3);
    runner?.child.kill('SIGKILL');
    const ofServer = await outcomeOf({ kind: 'address', url: server.url, headers: {} }, 'text', 3);
    expect(ofServer).toEqual(ofEngine);
    const outputs = 'outputs' in ofEngine ? ofEngine.outputs : [];
    expect(outputs.map((tokens) => decodeTokens(tokens))).toEqual([text, text, text]);
    const prompts = planted.requests.map((request) => decodeTokens(request.prompts[0] ?? []));
    expect(prompts).toEqual(server.compared.map(({ prompt }) => prompt));
    expect(planted.requests.every(({ withText }) => withText)).toBe(true);
  });

  it('are missing with a reason where it refuses, cannot say how they read, talks nonsense, goes away or is not there', async () => {
    const cases: [Parameters<typeof PlantedEngine.listen>[0], string][] = [
      [
        ({ id }, { reply }) => reply({ type: 'error', id, kind: 'contextExceeded', message: 'too long' }),
        'contextExceeded: too long',
      ],
      [(request, { reply }) => reply(doneReply(request)), 'cannot tell how its tokens read'],
      [(_, { write }) => write('nonsense\n'), 'sent something that is no reply'],
      [(_, { destroy }) => destroy(), 'the connection to the engine was lost'],
    ];
    for (const [answer, reason] of cases) {
      const planted = await engine(answer);
      const outcome = await outcomeOf({ kind: 'engineSocket', socketPath: planted.socketPath }, 'text', 2);
      runner?.child.kill('SIGKILL');
      expect(outcome).toMatchObject({ failure: { reason: expect.stringContaining(reason) } });
      expect(outcome).toMatchObject({ failure: { reason: expect.stringContaining('prompt 1 of 2') } });
    }
    const gone = await outcomeOf({ kind: 'engineSocket', socketPath: '/nowhere/engine.sock' }, 'tokens', 2);
    expect(gone).toMatchObject({ failure: { reason: expect.stringContaining('the engine cannot be reached') } });
  });
});

describe('outputs of a server', () => {
  it.each([
    [503, 'http-503: planted refusal'],
    [undefined, 'nothing within 0.2 s'],
  ])('are missing with a reason where it answers %s', async (answer, reason) => {
    const server = await WordServer.listen((_, number) => (number === 2 ? answer : ' one'));
    closing.push(() => server.close());
    const outcome = await outcomeOf({ kind: 'address', url: server.url, headers: {} }, 'text', 2, 0.2);
    expect(outcome).toMatchObject({
      failure: { reason: `planted on openai gave no output to prompt 2 of 2, but ${reason}` },
    });
  });

  it('are given up when the runner is told to stop, and the next can be asked for', async () => {
    const server = await WordServer.listen((_, number) => {
      if (number > 1) return ' one';
      runner?.send({ type: 'stopStep' });
      return undefined;
    });
    closing.push(() => server.close());
    const access = { kind: 'address' as const, url: server.url, headers: {} };
    const process = await collect(access, 'text', 2);
    expect(await process.event('outputsCollected')).toMatchObject({
      failure: { reason: expect.stringContaining('stopped') },
    });
    process.events.length = 0;
    process.send({ type: 'collectOutputs', step: openAiStep(), access, promptForm: 'text', prompts: 2 });
    expect(await process.event('outputsCollected')).toMatchObject({ outputs: [expect.any(Array), expect.any(Array)] });
  });

  it('tell nothing of the key that it was asked with', async () => {
    const key = 'sk-secret-of-a-user';
    const server = await WordServer.listen(() => 401);
    closing.push(() => server.close());
    const headers = { authorization: `Bearer ${key}` };
    const outcome = await outcomeOf({ kind: 'address', url: server.url, headers }, 'text', 1);
    expect(outcome).toMatchObject({ failure: { reason: expect.stringContaining('planted refusal of Bearer [') } });
    expect(JSON.stringify(outcome)).not.toContain(key);
  });
});
