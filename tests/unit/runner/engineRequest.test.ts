import { describe, expect, it } from 'vitest';
import { outputSanity } from '../../../core/analysis/checks/outputSanity.ts';
import { OutputFacts } from '../../../main/runner/recorder/OutputFacts.ts';
import { engineRequest } from '../../../main/runner/targets/onnx/OnnxTarget.ts';
import { parseEngineReply } from '../../../main/runner/targets/onnx/parseEngineReply.ts';
import type { RequestShape } from '../../../main/runner/targets/Target.ts';

const options = { seed: 7, batchSize: 2, promptTokens: 5, outputTokens: 3, temperature: 1, topP: 1, stream: true };

describe('engineRequest', () => {
  it('asks for a pass of a graph with a seed of its own, the same each time', () => {
    const requests = [0, 1, 2].map((sequence) => engineRequest({ ...options, task: 'run' }, sequence, false));
    expect(requests).toMatchObject([0, 1, 2].map((id) => ({ type: 'run', id, batchSize: 2 })));
    expect(new Set(requests.map(({ seed }) => seed)).size).toBe(3);
    expect(engineRequest({ ...options, task: 'run' }, 1, true)).toEqual(requests[1]);
  });

  it('asks a model that generates for tokens', () => {
    expect(engineRequest({ ...options, task: 'generate' }, 4, true)).toMatchObject({
      type: 'generate',
      id: 4,
      maxOutputTokens: 3,
      withText: true,
    });
  });
});

describe('engineRequest of a shape', () => {
  const shaped = (sequence: number, shape: RequestShape) => {
    const request = engineRequest({ ...options, task: 'generate' }, sequence, false, shape);
    if (request.type !== 'generate') throw new Error('no request for tokens');
    return request;
  };

  it('has its lengths and not those of the step', () => {
    const request = shaped(4, { promptTokens: 9, outputTokens: 70 });
    expect(request.prompts.map(({ length }) => length)).toEqual([9, 9]);
    expect(request).toMatchObject({ id: 4, maxOutputTokens: 70 });
  });

  it('begins a later turn of a conversation with the whole of the turn before, at each item of a batch', () => {
    const first = shaped(30, { promptTokens: 4, outputTokens: 2, conversation: 3 });
    const later = shaped(31, { promptTokens: 11, outputTokens: 2, conversation: 3 });
    expect(later.prompts.map((prompt) => prompt.slice(0, 4))).toEqual(first.prompts);
    expect(later.seed).not.toBe(first.seed);
    const other = shaped(40, { promptTokens: 11, outputTokens: 2, conversation: 4 });
    expect(new Set([...later.prompts, ...other.prompts].map(([token]) => token)).size).toBe(4);
    // Beyond the first two tokens, which count, all is drawn.
    expect(new Set([...later.prompts, ...other.prompts].map((prompt) => prompt.slice(2).join())).size).toBe(4);
  });

  it('asks a pass of a graph for the same whatever its shape', () => {
    const run = { ...options, task: 'run' } as const;
    expect(engineRequest(run, 3, false, { promptTokens: 900, outputTokens: 8 })).toEqual(engineRequest(run, 3, false));
  });
});

describe('parseEngineReply', () => {
  const done = { type: 'done', id: 1, outputs: [[]], finishReason: 'length', queueMs: 0, computeMs: 1 };

  it('takes what a pass of a graph says of its outputs, and nothing that only looks like it', () => {
    expect(parseEngineReply(JSON.stringify({ ...done, hash: 5, notFinite: true }))).toMatchObject({ hash: 5 });
    expect(parseEngineReply(JSON.stringify({ ...done, hash: '5' }))).toBeUndefined();
    expect(parseEngineReply(JSON.stringify({ ...done, notFinite: 1 }))).toBeUndefined();
  });
});

describe('outputs without tokens', () => {
  const judge = (distinct: number, seen: number) =>
    outputSanity.evaluate({
      outputs: { seen, empty: 0, short: 0, distinct, tokensWanted: 0, isSampled: true },
    } as Parameters<typeof outputSanity.evaluate>[0]);

  it('are neither empty nor short', () => {
    const facts = new OutputFacts(0);
    facts.add(0, 11);
    facts.add(0, 12);
    expect(facts.facts).toEqual({ outputsSeen: 2, emptyOutputs: 0, shortOutputs: 0, distinctOutputs: 2 });
  });

  it('warn when ten different inputs always give the same', () => {
    expect(judge(1, 10).status).toBe('warn');
    expect(judge(1, 9).status).toBe('pass');
    expect(judge(2, 10)).toMatchObject({ status: 'pass', detail: expect.stringContaining('finite') });
  });
});
