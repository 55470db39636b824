import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ResultDocument, resultDocument } from '../../../core/contract/resultDocument.ts';
import { runCommand, temporaryDirectory } from '../../integration/cli/commandLine.ts';
import { prepareLlama } from './prepareLlama.ts';
import { type LlamaServer, startLlamaServer } from './startLlamaServer.ts';

const llama = await prepareLlama();
if ('unavailable' in llama) console.log(`Tests with llama.cpp are skipped: ${llama.unavailable}`);

describe.skipIf('unavailable' in llama)('llama.cpp, measured by the built command line', () => {
  let server: LlamaServer;
  let directory: ReturnType<typeof temporaryDirectory>;
  beforeAll(async () => {
    // One for all: the client is calibrated once in it.
    directory = temporaryDirectory();
    server = await startLlamaServer(llama as Exclude<typeof llama, { unavailable: string }>, 4);
  });
  afterAll(async () => {
    await server?.stop();
    directory.remove();
  });

  const tokens = 8;

  /** Its first step, and what it said on standard error. */
  async function run(...options: string[]): Promise<{ step: ResultDocument['steps'][number]; said: string }> {
    const json = join(directory.path, 'out.json');
    const end = await runCommand(
      'run',
      ...['--target', `openai=${server.url}`, '--scenario', 'latency/concurrent_requests', '--concurrency', '4'],
      ...['--duration', '60', '--set', `outputTokens=${tokens}`, '--set', 'warmupSeconds=1', ...options],
      ...['--json', json, '--data-dir', join(directory.path, 'data'), '--no-report'],
    );
    if (end.code !== 0) throw new Error(`run ended with ${end.code}:\n${end.error}${end.out}`);
    const { run: about, steps } = resultDocument.parse(JSON.parse(readFileSync(json, 'utf8')));
    expect(about.status).toBe('completed');
    const [step] = steps;
    if (step === undefined) throw new Error('the document has no step');
    return { step, said: end.error };
  }

  const none = { failed: 0, timedOut: 0, dropped: 0 };

  it('1,000 chats at 4 in flight: none lost, tokens by its usage, first tokens within the latency', async () => {
    const { step } = await run('--model', server.model, '--requests', '1000');
    expect(step.requests).toMatchObject({ sent: 1000, ok: 1000, ...none });
    expect(step.errors).toEqual([]);
    expect(step.account).toMatchObject({
      tokensFromUsage: 1000,
      tokensFromEvents: 0,
      emptyOutputs: 0,
      shortOutputs: 0,
    });
    const seconds = (Number(step.account?.measuredToMs) - Number(step.account?.measuredFromMs)) / 1000;
    expect(step.throughput?.outputTokensPerSecond).toBeCloseTo((1000 * tokens) / seconds, 6);
    // A prompt of 50 words has at least as many tokens.
    expect(step.account?.promptTokens).toBeGreaterThan(1000 * 50);
    const { ttftMs, latencyMs } = step;
    for (const name of ['min', 'p50', 'p90', 'p99', 'max'] as const) {
      expect(Number(ttftMs?.[name])).toBeGreaterThan(0);
      expect(Number(ttftMs?.[name])).toBeLessThanOrEqual(Number(latencyMs?.[name]));
    }
    const failed = step.validity.checks.filter(({ status }) => status === 'fail').map(({ id }) => id);
    // A busy machine may hold this client back; that says nothing about what came.
    expect(failed.filter((id) => id !== 'client-saturation' && id !== 'foreign-load')).toEqual([]);
    const source = step.validity.checks.find(({ id }) => id === 'token-source');
    expect(source).toMatchObject({ status: 'pass', detail: 'the server’s usage' });
  });

  it('completions that are not streamed: the same tokens, no first token to time', async () => {
    const asked = [
      '--model',
      server.model,
      '--requests',
      '200',
      '--set',
      'endpoint=completions',
      '--set',
      'stream=false',
    ];
    const { step } = await run(...asked);
    expect(step.requests).toMatchObject({ sent: 200, ok: 200, ...none });
    expect(step.account).toMatchObject({ tokensFromUsage: 200, shortOutputs: 0 });
    expect(step.ttftMs).toBeUndefined();
    expect(step.itlMs).toBeUndefined();
  });

  it('a name that it does not list is told of and measured, since it answers all the same', async () => {
    const { step, said } = await run('--model', 'no-such-model', '--requests', '50');
    expect(said).toMatch(/answers to "no-such-model" but does not list it; it lists interop/);
    expect(step.requests).toMatchObject({ ok: 50, ...none });
    expect(step.model).toBe('no-such-model');
  });
});
