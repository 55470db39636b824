import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { resultDocument, type StepResult } from '../../../core/contract/resultDocument.ts';
import { ServeProcess } from '../serve/ServeProcess.ts';
import { type CommandEnd, startCommand, temporaryDirectory } from './commandLine.ts';
import { WordServer } from './WordServer.ts';

/** One for all: the client is calibrated once in it. */
let directory: ReturnType<typeof temporaryDirectory>;
const servers: WordServer[] = [];

beforeAll(() => {
  directory = temporaryDirectory();
});
afterEach(() => {
  for (const server of servers.splice(0)) server.close();
});
afterAll(() => directory.remove());

async function plant(...given: Parameters<typeof WordServer.listen>): Promise<WordServer> {
  const server = await WordServer.listen(...given);
  servers.push(server);
  return server;
}

function start(reference: string, target: string, model: string, ...more: string[]) {
  const load = ['--scenario', 'latency/single_request', '--duration', '0.3', '--requests', '3'];
  const settings = ['warmupSeconds=0', 'promptTokens=4', 'outputTokens=8', `reference=${reference}`];
  const places = [
    '--no-report',
    '--json',
    join(directory.path, 'out.json'),
    '--data-dir',
    join(directory.path, 'data'),
  ];
  const set = settings.flatMap((setting) => ['--set', setting]);
  return startCommand(['run', '--target', target, '--model', model, ...load, ...set, ...more, ...places]);
}

async function measure(...given: Parameters<typeof start>): Promise<{ end: CommandEnd; steps: StepResult[] }> {
  const end = await start(...given).end;
  const { steps } = resultDocument.parse(JSON.parse(readFileSync(join(directory.path, 'out.json'), 'utf8')));
  return { end, steps };
}

/** Eight words, each of them one token of GPT-2 with the space before it. */
const words = ' one time year people day man woman life'.split(/(?= )/);
/** The same with the third one changed to another that is one token, too. */
const changed = words.with(2, ' house');

describe('outputs against those of a reference', () => {
  it('agree in three of four where every fourth has another word, and in all but that word', async () => {
    const reference = await plant(() => words.join(''));
    const own = await plant((_, number) => (number % 4 === 0 ? changed : words).join(''));
    const { end, steps } = await measure(`openai=${reference.url}/other`, `openai=${own.url}`, 'words');
    expect(end).toMatchObject({ code: 0 });
    expect(steps[0]?.quality).toEqual({
      reference: `openai other at ${reference.url}, 16 prompts at temperature 0`,
      samples: 16,
      exactMatch: 0.75,
      tokenAgreement: (12 + 4 * (7 / 8)) / 16,
    });
    expect(end.out).toMatch(
      /Quality of words against openai other at .*: token agreement 96\.9.%, exact match 75\.0.%, 16 outputs/,
    );
    // Both were asked the same, one at a time and before the load, of which no prompt was among them.
    expect(own.compared.map(({ prompt }) => prompt)).toEqual(reference.compared.map(({ prompt }) => prompt));
    expect(new Set(own.compared.map(({ prompt }) => prompt)).size).toBe(16);
    for (const { body, path, prompt } of [...own.compared, ...reference.compared]) {
      expect(path).toBe('/v1/chat/completions');
      expect(body).toMatchObject({ temperature: 0, max_tokens: 8, stream: false, ignore_eos: true });
      expect(prompt.split(' ')).toHaveLength(4);
    }
    expect([own.mostAtOnce, reference.mostAtOnce]).toEqual([1, 1]);
    const loaded = own.streamed.map(({ prompt }) => prompt).filter((prompt) => prompt !== 'hello');
    expect(loaded.length).toBeGreaterThan(0);
    expect(loaded.filter((prompt) => own.compared.some((asked) => asked.prompt === prompt))).toEqual([]);
    expect(reference.streamed.every(({ prompt }) => prompt === 'hello')).toBe(true);
  });

  it('show a server that answers differently at each time, held against itself', async () => {
    const server = await plant((_, number) => (number > 16 ? changed : words).join(''));
    const { steps } = await measure(`openai=${server.url}`, `openai=${server.url}`, 'words');
    expect(steps[0]?.quality).toMatchObject({ samples: 16, exactMatch: 0, tokenAgreement: 7 / 8 });
  });

  it('are asked of both without a field that one of them refuses', async () => {
    const reference = await plant(() => words.join(''), { takesVendorFields: false });
    const own = await plant(() => words.join(''));
    const { steps } = await measure(`openai=${reference.url}`, `openai=${own.url}`, 'words');
    expect(steps[0]?.quality).toMatchObject({ exactMatch: 1, tokenAgreement: 1 });
    for (const { body } of own.compared) expect(body).not.toHaveProperty('ignore_eos');
  });

  it('are absent and say why where the reference gives none, and the load is measured all the same', async () => {
    const own = await plant(() => words.join(''));
    const failing = await plant((_, number) => (number === 3 ? 500 : words.join('')));
    const nowhere = 'http://127.0.0.1:9';
    for (const [reference, reason] of [
      [`openai=${nowhere}`, `The server at ${nowhere} cannot be reached (connection-refused)`],
      [
        `openai=${failing.url}`,
        `words on openai=${failing.url} gave no output to prompt 3 of 16, but http-500: planted refusal`,
      ],
      ['dummy/dummy_small', 'dummy_small on dummy gives no tokens'],
    ] as const) {
      const { end, steps } = await measure(reference, `openai=${own.url}`, 'words');
      expect(end.code).toBe(0);
      expect(steps[0]?.quality).toEqual({ absent: expect.stringContaining(reason) });
      expect(steps[0]?.requests.ok).toBeGreaterThan(0);
      expect(end.error).toContain('The quality of words was not measured.');
      expect(end.out).toContain('Quality of words was not measured:');
    }
  });

  it('are not waited for when the run is stopped', async () => {
    let onAsked: () => void = () => undefined;
    const asked = new Promise<void>((resolve) => {
      onAsked = resolve;
    });
    const silent = await plant(() => {
      onAsked();
      return undefined;
    });
    const run = start(`openai=${silent.url}`, `openai=${silent.url}`, 'words');
    await asked;
    run.child.kill('SIGINT');
    expect(await run.end).toMatchObject({ code: 130 });
  });
});

describe('the embedded engine', () => {
  const short = ['--set', 'promptTokens=2', '--set', 'outputTokens=3'];

  it('answers as a server of the same weights does', async () => {
    const server = await ServeProcess.start('serve', '--model', 'distilgpt2', '--protocol', 'openai', '--port', '0');
    try {
      const { end, steps } = await measure(`openai=${server.url}/distilgpt2`, 'onnx', 'distilgpt2', ...short);
      expect(end).toMatchObject({ code: 0 });
      expect(steps[0]?.quality).toMatchObject({ samples: 16, exactMatch: 1, tokenAgreement: 1 });
    } finally {
      await server.interrupt();
    }
  });

  it('is held against another of its models by token ids, and loses its float32 comparison to it', async () => {
    const { end, steps } = await measure('onnx/distilgpt2', 'onnx', 'distilgpt2-int4', ...short);
    expect(end).toMatchObject({ code: 0 });
    const quality = steps[0]?.quality;
    expect(quality).toMatchObject({ reference: 'onnx distilgpt2, 16 prompts at temperature 0', samples: 16 });
    expect(quality).toSatisfy(({ exactMatch }: { exactMatch: number }) => exactMatch < 1);
    expect(quality).not.toHaveProperty('logitCosine');
  });
});
