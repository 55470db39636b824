import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { StepResult } from '../../core/contract/resultDocument.ts';
import { summaryOf } from '../integration/measurement/summaryOf.ts';
import { RunnerProcess } from '../integration/runner/RunnerProcess.ts';
import { plainSpaces } from '../unit/format/plainSpaces.ts';
import { openAiStep } from '../unit/runner/plannedSteps.ts';

/** Tokens that each reply is asked for, and how many requests are sent. */
const limit = 2;
const requests = 20;

/** What the server answers to every request: a whole document, or the events of a stream. */
let answer: { stream: boolean; documents: readonly unknown[] };
let server: Server;
let runner: RunnerProcess;

beforeAll(async () => {
  server = createServer((request, response) => {
    request.resume();
    request.on('end', () => {
      const { stream, documents } = answer;
      response.setHeader('content-type', stream ? 'text/event-stream' : 'application/json');
      const texts = documents.map((document) => JSON.stringify(document));
      response.end(stream ? [...texts, '[DONE]'].map((text) => `data: ${text}\n\n`).join('') : texts.join(''));
    });
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  runner = new RunnerProcess();
  await runner.event('ready');
});
afterAll(async () => {
  await runner.shutdown();
  await new Promise((closed) => server.close(closed));
});

/** The result of a step whose replies are like this, at completions with prompts of four words. */
async function measured(stream: boolean, documents: readonly unknown[], batchSize = 1): Promise<StepResult> {
  answer = { stream, documents };
  const step = openAiStep({
    endpoint: 'completions',
    stream,
    outputTokens: limit,
    promptTokens: 4,
    durationSeconds: 30,
    requestLimit: requests,
    load: { batchSize },
  });
  const { port } = server.address() as AddressInfo;
  const end = await runner.run(step, { kind: 'address', url: `http://127.0.0.1:${port}`, headers: {} });
  return summaryOf(step, runner, end.facts);
}

function checkOf(result: StepResult, id: string): string[] {
  const check = result.validity.checks.find((one) => one.id === id);
  return check === undefined ? [] : [check.status, plainSpaces(check.detail)];
}

/** No reply has more tokens than were asked for, whatever the server says of them. */
function expectBounded({ throughput }: StepResult, batchSize = 1): void {
  if (throughput === undefined) throw new Error('nothing was measured');
  const { requestsPerSecond, outputTokensPerSecond = 0, inputTokensPerSecond = 0 } = throughput;
  expect(outputTokensPerSecond / requestsPerSecond).toBeLessThanOrEqual(limit * batchSize + 1e-9);
  // Four words of at most nine letters, and what a server may put around them.
  expect(inputTokensPerSecond / requestsPerSecond).toBeLessThanOrEqual(50 * batchSize);
}

const choice = (text: string, finish_reason: string | null, index = 0): object => ({ index, text, finish_reason });

describe('a server that tells usage that cannot be', () => {
  it.each([
    ['4294967295 output tokens for a limit of 2', { prompt_tokens: 5, completion_tokens: 4_294_967_295 }],
    ['4294967295 prompt tokens', { prompt_tokens: 4_294_967_295, completion_tokens: 2 }],
    [
      'more from a cache than the prompt has',
      { prompt_tokens: 5, completion_tokens: 2, prompt_tokens_details: { cached_tokens: 500 } },
    ],
    ['a negative count', { prompt_tokens: 5, completion_tokens: -2 }],
  ])('of %s fails, says what was said, and counts nothing of it', async (_, usage) => {
    for (const stream of [true, false]) {
      const documents = [{ choices: [choice(' a', 'length')], usage }];
      const result = await measured(stream, documents);
      expectBounded(result);
      expect(checkOf(result, 'token-source')).toEqual([
        'fail',
        expect.stringMatching(/^20 of 20 impossible: (completion|prompt|cached)_tokens -?\d+, w/),
      ]);
      expect(result.validity.verdict).toBe('invalid');
      expect(checkOf(result, 'cache-reuse')[0]).toBe('skipped');
    }
  });

  it('for each of several prompts wraps nowhere', async () => {
    const of = (index: number, completion_tokens: number): object => ({
      choices: [choice(' a', 'stop', index)],
      usage: { prompt_tokens: 5, completion_tokens },
    });
    const result = await measured(true, [of(0, 4_294_967_295), of(1, 3)], 2);
    expectBounded(result, 2);
    expect(checkOf(result, 'token-source')[0]).toBe('fail');
    expect(result.throughput?.outputTokensPerSecond).toBeCloseTo(2 * (result.throughput?.requestsPerSecond ?? 0), 6);
  });
});

describe('a server that sends more than was asked for', () => {
  it('in one event makes one token of it', async () => {
    const choices = Array.from({ length: 10_000 }, () => choice('a', null));
    const result = await measured(true, [{ choices }, { choices: [choice('', 'stop')] }]);
    expectBounded(result);
    expect(checkOf(result, 'token-source')).toEqual(['warn', '20 of 20 by events']);
    expect(result.throughput?.outputTokensPerSecond).toBeCloseTo(result.throughput?.requestsPerSecond ?? 0, 6);
  });

  it('in many events has no tokens that anybody knows, and its end is the last of them', async () => {
    const events = Array.from({ length: 100 }, () => ({ choices: [choice('a', null)] }));
    const result = await measured(true, events);
    expect(result.throughput).toMatchObject({
      outputTokensAbsent: 'the server did not say how many tokens 20 of 20 replies have',
    });
    expect(result).not.toHaveProperty('tpotMs');
    expect(result).not.toHaveProperty('itlMs');
    expect(result.network).toMatchObject({ chunksPerResponse: 100 });
  });
});

describe('whole replies without usage', () => {
  it('that ended by themselves have tokens that nobody knows, and not none', async () => {
    const result = await measured(false, [{ choices: [choice(' a b', 'stop')] }]);
    expect(result.throughput).toMatchObject({
      outputTokensAbsent: 'the server did not say how many tokens 20 of 20 replies have',
    });
    expect(result.throughput).not.toHaveProperty('outputTokensPerSecond');
    expect(checkOf(result, 'token-source')).toEqual(['warn', '20 of 20 without usage, 20 unknown']);
  });

  it.each([
    ['a tool call', { content: null, tool_calls: [{ function: { name: 'f', arguments: '{}' } }] }],
    ['text in parts', { content: [{ type: 'text', text: 'a b' }] }],
    ['a refusal', { content: null, refusal: 'no' }],
    ['a tool call behind text', { content: 'a', tool_calls: [{ function: { name: 'f', arguments: '{}' } }] }],
  ])('of %s have tokens that nobody knows, streamed or not', async (_, said) => {
    for (const stream of [true, false]) {
      const part = { index: 0, [stream ? 'delta' : 'message']: said, finish_reason: 'stop' };
      const result = await measured(stream, [{ choices: [part] }]);
      expect(result.throughput).not.toHaveProperty('outputTokensPerSecond');
      expect(checkOf(result, 'token-source')).toEqual(['warn', '20 of 20 without usage, 20 unknown']);
    }
  });

  it('that were cut at their limit have it', async () => {
    const result = await measured(false, [{ choices: [choice(' a b', 'length')] }]);
    expect(result.throughput?.outputTokensPerSecond).toBeCloseTo(2 * (result.throughput?.requestsPerSecond ?? 0), 6);
  });
});
