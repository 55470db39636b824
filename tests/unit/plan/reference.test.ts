import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { referenceModels, referenceParts } from '../../../main/run/plan/referenceSteps.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { bundledConfiguration } from './bundledConfiguration.ts';

function planWith(reference: string, model = 'gpt2', provider?: 'cpu') {
  return resolvePlan(
    {
      name: 'test',
      cells: [{ target: 'onnx', model, scenario: 'latency/single_request' }],
      load: { reference, ...(provider === undefined ? {} : { provider }) },
      seed: 1,
    },
    bundledConfiguration(),
    2 ** 40,
    new Map(),
  );
}

const server = 'openai=http://127.0.0.1:8000';

describe('a reference as it is written', () => {
  it.each([
    ['onnx', { target: 'onnx' }],
    ['onnx/', { target: 'onnx/' }],
    ['onnx/gpt2', { target: 'onnx', model: 'gpt2' }],
    ['onnx//models/net.onnx', { target: 'onnx', model: '/models/net.onnx' }],
    [server, { target: server }],
    [`${server}/`, { target: server }],
    [`${server}/llama3:8b`, { target: server, model: 'llama3:8b' }],
    [`${server}/meta-llama/Llama-3-8B`, { target: server, model: 'meta-llama/Llama-3-8B' }],
    [`${server}/v1`, { target: `${server}/v1` }],
    [`${server}/v1/gpt2`, { target: `${server}/v1`, model: 'gpt2' }],
    [`${server}/base/v1/org/name`, { target: `${server}/base/v1`, model: 'org/name' }],
    [`${server}/v1beta`, { target: server, model: 'v1beta' }],
  ])('%s', (text, parts) => {
    expect(referenceParts(text)).toEqual(parts);
  });

  it('loses nothing of a name behind a host', () => {
    const name = fc.stringMatching(/^[a-z0-9][a-z0-9._:/-]{0,30}$/).filter((text) => !/(^|\/)v1(\/|$)/.test(text));
    fc.assert(
      fc.property(name, (model) => {
        expect(referenceParts(`${server}/${model}`)).toEqual({ target: server, model });
        expect(referenceModels({ load: { reference: `onnx/${model}` } })).toEqual([model]);
      }),
    );
  });
});

describe('a plan with a reference', () => {
  it('names the same model on it unless another is named, in every step', () => {
    const { steps, problems } = planWith(server);
    expect(problems).toEqual([]);
    expect(steps.length).toBeGreaterThan(0);
    for (const { reference } of steps) {
      expect(reference).toMatchObject({ target: server, engine: 'openai', url: 'http://127.0.0.1:8000' });
      expect(reference?.model.id).toBe('gpt2');
    }
    expect(planWith(`${server}/v1/other`).steps[0]?.reference).toMatchObject({
      target: server,
      model: { id: 'other' },
    });
    const embedded = planWith('onnx/distilgpt2', 'gpt2', 'cpu').steps[0]?.reference;
    expect(embedded).toMatchObject({ target: 'onnx', provider: 'cpu', model: { id: 'distilgpt2', task: 'generate' } });
    expect(planWith('onnx').steps[0]?.reference).toMatchObject({
      target: 'onnx',
      provider: 'auto',
      model: { id: 'gpt2' },
    });
    expect(planWith('dummy/dummy_small').steps[0]?.reference).toMatchObject({ target: 'dummy' });
  });

  it.each([
    ['nowhere/gpt2', 'nowhere'],
    ['onnx/gpt3', 'gpt3'],
    ['dummy', 'runs models of type "dummy" only'],
    ['openai=ftp://127.0.0.1/x', 'ftp'],
    ['openai=http://user:pass@127.0.0.1/x', 'password'],
    ['onnx/net.pt', 'net.pt'],
  ])('refuses %s, with its place and a remedy', (reference, word) => {
    const { problems } = planWith(reference);
    expect(problems).toHaveLength(1);
    expect(problems[0]).toMatchObject({
      severity: 'error',
      path: 'load.reference',
      value: reference.replace('user:pass', '[removed]'),
    });
    expect(JSON.stringify(problems)).not.toContain('user:pass');
    expect(problems[0]?.message).toContain(word);
    expect(problems[0]?.remedy).not.toBe('');
  });
});
