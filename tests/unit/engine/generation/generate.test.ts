import { describe, expect, it } from 'vitest';
import {
  type GenerationRequest,
  type GenerationResult,
  generate,
  RequestError,
} from '../../../../main/engine/generation/generate.ts';
import { FakeModel } from './FakeModel.ts';

const greedy = { temperature: 0, topP: 1, seed: 1 };
const never = new AbortController().signal;

async function run(
  request: Partial<GenerationRequest>,
  model = new FakeModel(),
): Promise<GenerationResult & { events: number[][] }> {
  const events: number[][] = [];
  const whole = { prompts: [[1, 2]], maxOutputTokens: 4, ...greedy, ...request };
  const result = await generate(model, whole, (tokens) => events.push([...tokens]), never);
  return { ...result, events };
}

describe('generate', () => {
  it('continues each prompt by what the model ranks first', async () => {
    const result = await run({
      prompts: [
        [1, 2],
        [0, 1],
      ],
    });
    // 3, then 3 + 3 = 6, then 2, then 4; and 1, 2, 4, 8.
    expect(result.outputs).toEqual([
      [3, 6, 2, 4],
      [1, 2, 4, 8],
    ]);
    expect(result.finishReason).toBe('length');
    expect(result.events).toEqual([
      [3, 1],
      [6, 2],
      [2, 4],
      [4, 8],
    ]);
  });

  it('runs the model once for each output token and makes room for all', async () => {
    const model = new FakeModel();
    await run({}, model);
    expect(model.steps).toEqual([[[1, 2]], [[3]], [[6]], [[2]]]);
    expect(model.begun).toEqual([{ batch: 1, capacityTokens: 6 }]);
  });

  it('puts long prompts through in pieces of 256 tokens over the batch', async () => {
    const model = new FakeModel();
    const prompt = Array.from({ length: 600 }, (_, index) => index % 10);
    const result = await run({ prompts: [prompt, prompt], maxOutputTokens: 1 }, model);
    const lengths = model.steps.map((step) => step.map((row) => row.length));
    expect(lengths).toEqual([...new Array<number[]>(4).fill([128, 128]), [88, 88]]);
    expect(model.steps.flatMap((step) => step[0] ?? [])).toEqual(prompt);
    expect(result.outputs).toEqual([[0], [0]]);
  });

  it('gives the same tokens for the same seed, and each item of a batch its own', async () => {
    const sampled = { temperature: 1, topP: 1, maxOutputTokens: 40, prompts: [[5], [5], [5]] };
    const first = await run({ ...sampled, seed: 9 });
    expect((await run({ ...sampled, seed: 9 })).outputs).toEqual(first.outputs);
    expect((await run({ ...sampled, seed: 10 })).outputs).not.toEqual(first.outputs);
    expect(first.outputs[0]).not.toEqual(first.outputs[1]);
    const alone = await run({ ...sampled, prompts: [[5]], seed: 9 });
    expect(alone.outputs[0]).toEqual(first.outputs[0]);
  });

  it('goes past the end of the text, which is the last token of the vocabulary', async () => {
    expect((await run({ prompts: [[1, 8]] })).outputs).toEqual([[9, 8, 6, 2]]);
  });

  it('stops between tokens when cancelled, with what there is', async () => {
    const controller = new AbortController();
    const model = new FakeModel();
    const request = { prompts: [[1, 2]], maxOutputTokens: 50, ...greedy };
    const result = await generate(model, request, (tokens) => tokens[0] === 2 && controller.abort(), controller.signal);
    expect(result).toEqual({ outputs: [[3, 6, 2]], finishReason: 'cancelled' });
    expect(model.steps.length).toBeLessThanOrEqual(4);
  });

  it('stops between the pieces of a prompt when cancelled', async () => {
    const controller = new AbortController();
    const model = new FakeModel();
    model.beforeStep = async () => controller.abort();
    const prompts = [new Array<number>(1900).fill(1)];
    const result = await generate(
      model,
      { prompts, maxOutputTokens: 5, ...greedy },
      () => undefined,
      controller.signal,
    );
    expect(result).toEqual({ outputs: [[]], finishReason: 'cancelled' });
    expect(model.steps).toHaveLength(1);
  });

  it('does not touch the model when cancelled before', async () => {
    const model = new FakeModel();
    const request = { prompts: [[1]], maxOutputTokens: 5, ...greedy };
    await generate(model, request, () => undefined, AbortSignal.abort());
    expect(model.begun).toEqual([]);
  });

  it.each([
    [{ prompts: [[1], [1, 2]] }, 'badRequest', 'prompts[1] has 2 tokens and prompts[0] has 1'],
    [{ prompts: [[1], [10]] }, 'badRequest', 'prompts[1]: 10 is no token of this model; the vocabulary is 0 to 9'],
    [
      { maxOutputTokens: 1999 },
      'contextExceeded',
      '2 prompt tokens and 1999 output tokens exceed the context of 2000: shorten the prompt or ask for at most 1998',
    ],
  ])('refuses %j', async (request, kind, message) => {
    const error = await run(request).catch((thrown: unknown) => thrown);
    expect(error).toBeInstanceOf(RequestError);
    expect(error).toMatchObject({ kind, message: expect.stringContaining(message) });
  });
});
