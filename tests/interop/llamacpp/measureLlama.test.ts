import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { RunnerProcess } from '../../integration/runner/RunnerProcess.ts';
import { openAiStep } from '../../unit/runner/plannedSteps.ts';
import { measuredRows } from '../../unit/runner/recordRows.ts';
import { llamaCounters } from './llamaCounters.ts';
import { prepareLlama } from './prepareLlama.ts';
import { type LlamaServer, startLlamaServer } from './startLlamaServer.ts';
import { startRelay } from './startRelay.ts';

const llama = await prepareLlama();
if ('unavailable' in llama) console.log(`Tests with llama.cpp are skipped: ${llama.unavailable}`);

describe.skipIf('unavailable' in llama)('llama.cpp, measured by the runner', () => {
  let server: LlamaServer;
  let runner: RunnerProcess;
  beforeAll(async () => {
    server = await startLlamaServer(llama as Exclude<typeof llama, { unavailable: string }>, 4);
    runner = new RunnerProcess();
    await runner.event('ready');
  });
  afterAll(async () => {
    await runner?.shutdown();
    await server?.stop();
  });

  const outputTokens = 8;

  /** A step of 4 in flight to its end: its records, its facts, and what the server has counted meanwhile. */
  async function measure(step: Parameters<typeof openAiStep>[0], url = server.url) {
    const before = await llamaCounters(server.url);
    const asked = openAiStep({ durationSeconds: 60, outputTokens, load: { concurrency: 4 }, ...step });
    const end = await runner.run(asked, { kind: 'address', url, headers: {} });
    if (end.type === 'stepFailed') throw new Error(end.failure.reason);
    const after = await llamaCounters(server.url);
    const { facts } = end;
    const served = {
      outputTokens: after.outputTokens - before.outputTokens,
      promptTokens: after.promptTokens - before.promptTokens,
    };
    return { facts, rows: measuredRows(runner.chunks), served };
  }

  it.each([
    ['chats, streamed', { stream: true, requestLimit: 1000 }],
    ['chats, not streamed', { stream: false, requestLimit: 1000 }],
    ['completions, streamed', { endpoint: 'completions', requestLimit: 300 }],
    ['completions, not streamed', { endpoint: 'completions', stream: false, requestLimit: 300 }],
  ] as const)('%s: none lost, and both sides count the same tokens', async (_, step) => {
    const { facts, rows, served } = await measure(step);
    const requests = step.requestLimit;
    expect(rows).toHaveLength(requests);
    expect(rows.filter(({ outcome }) => outcome !== 'ok')).toEqual([]);
    expect(rows.filter((row) => row.outputTokens !== outputTokens)).toEqual([]);
    expect(served.outputTokens).toBe(requests * outputTokens);
    expect(facts).toMatchObject({ tokensFromUsage: requests, tokensFromEvents: 0, outputsSeen: requests });
    expect(facts).toMatchObject({ emptyOutputs: 0, shortOutputs: 0, errorKinds: [] });
    expect(facts.reconnects).toBeLessThan(requests / 50);
    // Usage tells of all prompt tokens, the metrics of those that the cache did not have.
    const promptTokens = rows.reduce((sum, { inputTokens }) => sum + inputTokens, 0);
    expect(facts.promptTokens).toBe(promptTokens);
    expect(served.promptTokens).toBe(promptTokens - (facts.cachedPromptTokens ?? 0));
  });

  it('streamed: the first token comes within the latency, and gaps add up to what follows it', async () => {
    const { rows } = await measure({ requestLimit: 400 });
    for (const row of rows) {
      expect(row.firstTokenMs).toBeGreaterThan(row.actualStartMs);
      expect(row.firstTokenMs).toBeLessThanOrEqual(row.endMs);
      expect(row.gapsMs).toHaveLength(row.contentEvents - 1);
      const gapsMs = row.gapsMs.reduce((sum, gap) => sum + gap, 0);
      expect(gapsMs).toBeLessThanOrEqual(row.endMs - row.firstTokenMs + 1e-3);
      // It holds a token back that ends in the middle of a character, so an event may have several; usage has them all.
      expect(row.contentEvents).toBeLessThanOrEqual(outputTokens);
      expect(row.multiTokenEvents > 0).toBe(row.contentEvents < outputTokens);
    }
    expect(rows.filter(({ contentEvents }) => contentEvents === outputTokens).length).toBeGreaterThan(200);
  });

  it('answers to any name of a model, and that is no failure', async () => {
    const { rows } = await measure({ model: { id: 'no-such-model' }, requestLimit: 50 });
    expect(rows.map(({ outcome }) => outcome)).toEqual(new Array(50).fill('ok'));
  });

  it('a prompt beyond its context is a refusal, told in its own words', async () => {
    const asked = openAiStep({ promptTokens: 4000, requestLimit: 5, load: { concurrency: 1 } });
    const end = await runner.run(asked, { kind: 'address', url: server.url, headers: {} });
    expect(end).toMatchObject({ type: 'stepFailed' });
    expect(end.facts?.errorKinds).toEqual([{ kind: 'http-400', example: expect.stringMatching(/context size/) }]);
  });

  it('streams take a connection each, plain answers one for a hundred, as the server ends them', async () => {
    for (const [stream, connections] of [
      [true, 120],
      [false, 2],
    ] as const) {
      const relay = await startRelay(server.url);
      const { rows, facts } = await measure({ stream, requestLimit: 120, load: { concurrency: 1 } }, relay.url);
      await relay.close();
      expect(rows.map(({ outcome }) => outcome)).toEqual(new Array(120).fill('ok'));
      expect(relay.connections()).toBeGreaterThanOrEqual(connections);
      // One more for each request that was sent again, and perhaps one that was made ahead for a request that never came.
      expect(relay.connections()).toBeLessThanOrEqual(connections + 1 + facts.reconnects);
    }
  });
});
