import { describe, expect, it } from 'vitest';
import { type PlannedStep, plannedStep } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions, PlanCell } from '../../../core/contract/planRequest.ts';
import { cellsOf } from '../../../main/run/plan/cells.ts';
import { searchEstimates } from '../../../main/run/plan/estimatePlan.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { bundledConfiguration } from './bundledConfiguration.ts';

const configuration = bundledConfiguration();
const memoryBytes = 8 * 2 ** 30;
const resolve = (cells: PlanCell[], load: LoadOptions = {}) =>
  resolvePlan({ name: 'test', cells, load, seed: 7 }, configuration, memoryBytes, new Map());
const cell = (target: string, model: string, scenario: string): PlanCell => ({ target, model, scenario });

describe('resolvePlan', () => {
  it('fills a step from the configuration, with the seed and its place', () => {
    const { steps, problems } = resolve([cell('onnx', 'distilgpt2', 'latency/single_request')]);
    expect(problems).toEqual([]);
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({
      id: 'step-1',
      index: 0,
      engine: 'onnx',
      load: { loop: 'closed', concurrency: 1, batchSize: 1, seed: 7 },
      warmupSeconds: 10,
      durationSeconds: 60,
      promptTokens: 50,
      outputTokens: 50,
      model: { id: 'distilgpt2', temperature: 0.7, topP: 0.9 },
    });
    expect(plannedStep.parse(steps[0])).toEqual(steps[0]);
  });

  it('shrinks the warm-up with the duration, and never grows it', () => {
    const [short] = resolve([cell('onnx', 'gpt2', 'latency/single_request')], { durationSeconds: 6 }).steps;
    expect(short?.warmupSeconds).toBeCloseTo(1, 12);
    const [long] = resolve([cell('onnx', 'gpt2', 'latency/single_request')], { durationSeconds: 600 }).steps;
    expect(long?.warmupSeconds).toBe(10);
  });

  it('makes one step for each level, ascending, whatever the order they were given in', () => {
    const { steps } = resolve([cell('dummy', 'dummy_small', 'latency/concurrent_requests')], {
      concurrency: [8, 1, 4],
    });
    expect(steps.map(({ load }) => load.concurrency)).toEqual([1, 4, 8]);
  });

  it('keeps the steps of a model together, so that its engine starts once', () => {
    const cells = ['latency/single_request', 'latency/concurrent_requests'].flatMap((scenario) =>
      ['gpt2', 'distilgpt2'].map((model) => cell('onnx', model, scenario)),
    );
    const { steps } = resolve(cells, { concurrency: [1, 2] });
    expect(steps.map(({ model }) => model.id)).toEqual([
      'gpt2',
      'gpt2',
      'gpt2',
      'distilgpt2',
      'distilgpt2',
      'distilgpt2',
    ]);
    expect(steps.map(({ index }) => index)).toEqual([0, 1, 2, 3, 4, 5]);
  });

  it('tells every problem at once, with the nearest names', () => {
    const { steps, problems } = resolve(
      [
        cell('onnx', 'gtp2', 'latency/singel_request'),
        cell('onxx', 'gpt2', 'memory/memory_scalling'),
        cell('triton', 'gpt2', 'latency/single_request'),
      ],
      { arrival: 'poison' },
    );
    expect(steps).toEqual([]);
    expect(problems.map(({ path, severity }) => `${severity} ${path}`)).toEqual([
      'error cells[0].model',
      'error cells[0].scenario',
      'error cells[1].target',
      'error cells[1].scenario',
      'error cells[2].target',
      'error load.arrival',
    ]);
    expect(problems[0]?.remedy).toContain('Did you mean gpt2');
    expect(problems[1]?.remedy).toContain('latency/single_request');
    expect(problems[3]?.remedy).toContain('memory/memory_scaling');
  });

  it('refuses a model that the target cannot run, and names those it can', () => {
    const { problems } = resolve([
      cell('onnx', 'dummy_small', 'latency/single_request'),
      cell('dummy', 'gpt2', 'latency/single_request'),
    ]);
    expect(problems.map(({ remedy }) => remedy)).toEqual([
      'Choose one of gpt2, distilgpt2, gpt2-int8, gpt2-int4, distilgpt2-int8, distilgpt2-int4.',
      'Choose one of dummy_small, dummy_medium, dummy_large.',
    ]);
  });

  it.each([
    ['model.engine', 'NAME/1/model.plan'],
    ['/models/net.PLAN', 'NAME/1/model.plan'],
    ['net.pt', 'NAME/1/model.pt'],
  ])('says how Triton serves the file %s', (model, place) => {
    const { problems } = resolve([cell('onnx', model, 'latency/single_request')]);
    expect(problems).toHaveLength(1);
    expect(problems[0]?.remedy).toContain('Triton');
    expect(problems[0]?.remedy).toContain(place);
  });

  it('refuses a rate where no scenario has one, and takes it where one has', () => {
    const closed = cell('dummy', 'dummy_small', 'latency/single_request');
    expect(resolve([closed], { ratePerSecond: 5 }).problems.map(({ path }) => path)).toEqual(['load.ratePerSecond']);
    const open = cell('dummy', 'dummy_small', 'throughput/sustained_load');
    const { problems, steps } = resolve([closed, open], { ratePerSecond: 5, arrival: 'poisson', durationSeconds: 10 });
    expect(problems).toEqual([]);
    expect(steps.map(({ load }) => load.loop)).toEqual(['closed', 'open']);
    expect(steps[1]?.load).toEqual({
      loop: 'open',
      ratePerSecond: 5,
      arrival: 'poisson',
      maxInFlight: 1000,
      batchSize: 1,
      seed: 7,
    });
    expect(steps[1]?.search).toBeUndefined();
  });

  it('refuses a rate whose records cannot fit into memory, unless that is accepted or a limit keeps them few', () => {
    const cells = [cell('dummy', 'dummy_small', 'throughput/sustained_load')];
    const load = { ratePerSecond: 1e6, durationSeconds: 100, warmupSeconds: 0 };
    const problems = (more: object = {}, accepted = false) =>
      resolvePlan(
        { name: 'test', cells, load: { ...load, ...more }, seed: 7, mayExceedMemory: accepted },
        configuration,
        8 * 2 ** 30,
        new Map(),
      ).problems;
    expect(problems()).toMatchObject([
      {
        severity: 'error',
        path: 'load.ratePerSecond',
        value: '1000000',
        message: expect.stringMatching(/^the records of 1\.0e\+8 requests need about 22\.4.GiB/),
      },
    ]);
    expect(problems({}, true)).toMatchObject([{ severity: 'warning' }]);
    expect(problems({ requests: 1000 })).toEqual([]);
    expect(problems({ durationSeconds: 10 })).toEqual([]);
  });

  it('refuses a batch of which a record could not count the tokens', () => {
    const problems = (batch: number, outputTokens: number) =>
      resolvePlan(
        {
          name: 'test',
          cells: [cell('dummy', 'dummy_small', 'latency/batch_processing')],
          load: { batch: [batch], promptTokens: 1, outputTokens },
          seed: 7,
          mayExceedMemory: true,
        },
        configuration,
        2 ** 40,
        new Map(),
      ).problems;
    // 4294 × 1,000,000 tokens are just below 2^32, and 4295 are more.
    expect(problems(4294, 1_000_000)).toEqual([]);
    expect(problems(4295, 1_000_000)).toEqual([
      {
        severity: 'error',
        path: 'load.batch',
        value: '4295',
        message: 'a request would have 4295000000 tokens, and its record can count up to 4294967294',
        remedy: 'Choose smaller batches or fewer tokens.',
      },
    ]);
  });

  it('plans the first level of a search with what all of it may take', () => {
    const cells = [cell('dummy', 'dummy_small', 'throughput/max_throughput')];
    const { steps } = resolve(cells, { durationSeconds: 20, warmupSeconds: 4 });
    expect(steps).toHaveLength(1);
    expect(steps[0]).toMatchObject({
      level: { label: '1 in flight', concurrency: 1 },
      durationSeconds: 10,
      warmupSeconds: 2,
      search: { budgetSeconds: 200, maximumConcurrency: 128, durationSeconds: 20, warmupSeconds: 4 },
    });
  });

  it('estimates a search by the levels that it usually has, from the fewest that it can have to the most', () => {
    const cells = [cell('dummy', 'dummy_small', 'throughput/max_throughput')];
    const request = { name: 'test', cells, load: { durationSeconds: 20, warmupSeconds: 4 }, seed: 7 };
    const { estimate } = resolvePlan(request, configuration, memoryBytes, new Map());
    // The first level: 2 s and 10 s. Seven more of 12.5 s each; at least two; at most seven
    // doublings up to 128 and three to find the knee.
    expect(estimate.measuredSeconds).toBe(10 + 7 * 10);
    expect(estimate.totalSeconds).toBeCloseTo(12 + 7 * 12.5 + 0.5, 9);
    expect(estimate.lowSeconds).toBeCloseTo(12 + 2 * 12.5, 9);
    expect(estimate.highSeconds).toBeCloseTo(12 * 1.1 + 10 * 12.5 + 0.5, 9);
    const few = resolvePlan(
      { ...request, load: { ...request.load, concurrency: [4] } },
      configuration,
      memoryBytes,
      new Map(),
    );
    // Two doublings, and two to find the knee.
    expect(few.estimate.measuredSeconds).toBe(10 + 4 * 10);
    const short = searchEstimates([
      { ...few.steps[0], search: { ...few.steps[0]?.search, budgetSeconds: 20 } } as PlannedStep,
    ]);
    // A budget of two levels has one beside the first.
    expect(short).toMatchObject([{ steps: 1, measuredSeconds: 10, highSeconds: 12.5, lowSeconds: 12.5 }]);
  });

  it('plans a server under one name, with a model that only the server knows', () => {
    const cells = ['openai=http://127.0.0.1:8000/v1', 'openai=http://127.0.0.1:8000'].map((target) =>
      cell(target, 'org/net-7b', 'latency/single_request'),
    );
    const { steps, problems } = resolve(cells, { endpoint: 'completions' });
    expect(problems).toEqual([]);
    expect(steps[0]).toMatchObject({
      target: 'openai=http://127.0.0.1:8000',
      engine: 'openai',
      url: 'http://127.0.0.1:8000',
      endpoint: 'completions',
      vendorFields: true,
      model: { id: 'org/net-7b', type: 'transformer', task: 'generate' },
    });
    expect(steps).toHaveLength(1);
  });

  it('refuses batches of conversations', () => {
    const { problems } = resolve([cell('openai=http://127.0.0.1:8000', 'net', 'latency/batch_processing')], {
      batch: [1, 4],
    });
    expect(problems).toMatchObject([{ path: 'load.batch', value: '4' }]);
  });

  it('leaves the model of a server to the server', () => {
    const { problems } = resolve([cell('triton=grpc://127.0.0.1:8001', 'net', 'latency/single_request')]);
    expect(problems.map(({ path }) => path)).toEqual(['cells[0].target']);
  });

  it('refuses what does not fit into memory, once for each model, unless that is accepted', () => {
    const cells = ['gpt2', 'distilgpt2'].map((model) => cell('onnx', model, 'latency/batch_processing'));
    const load = { batch: [1, 1024, 2048], concurrency: [1, 64] };
    const request = { name: 'test', cells, load, seed: 7 };
    const { problems } = resolvePlan(request, configuration, memoryBytes, new Map());
    expect(problems.map(({ severity, value }) => [severity, value])).toEqual([
      ['error', '2048'],
      ['error', '2048'],
    ]);
    // 0.5 GB of weights, 2048 × 100 tokens of 73,728 bytes and a quarter more, 0.8 GB of logits.
    expect(problems[0]?.message).toContain(
      'GPT-2 with batches of 2048 and 100 tokens each needs about 19.1\u00a0GiB, and this machine has 8.00\u00a0GiB',
    );
    expect(resolvePlan(request, configuration, 64 * 2 ** 30, new Map()).problems).toEqual([]);
    const accepted = resolvePlan({ ...request, mayExceedMemory: true }, configuration, memoryBytes, new Map());
    expect(accepted.problems.map(({ severity }) => severity)).toEqual(['warning', 'warning']);
  });

  it('refuses what a model cannot hold', () => {
    const { problems } = resolve([cell('onnx', 'gpt2', 'latency/single_request')], { promptTokens: 1000 });
    expect(problems).toMatchObject([{ severity: 'error', path: 'load.promptTokens', value: '1000' }]);
  });

  it('estimates at least the time of the load, within its own range', () => {
    const { estimate } = resolve([cell('onnx', 'gpt2', 'latency/concurrent_requests')], {
      durationSeconds: 10,
      warmupSeconds: 2,
      concurrency: [1, 2],
    });
    expect(estimate.measuredSeconds).toBe(20);
    expect(estimate.lowSeconds).toBeGreaterThanOrEqual(24);
    expect(estimate.totalSeconds).toBeGreaterThanOrEqual(estimate.lowSeconds);
    expect(estimate.highSeconds).toBeGreaterThanOrEqual(estimate.totalSeconds);
    expect(estimate).not.toHaveProperty('requests');
  });

  it('knows the requests beforehand where the latency is known', () => {
    const { estimate } = resolve([cell('dummy', 'dummy_small', 'latency/concurrent_requests')], {
      durationSeconds: 10,
      warmupSeconds: 0,
      concurrency: [4],
    });
    expect(estimate.requests).toBe(8000);
  });
});

describe('cellsOf', () => {
  it('expands groups to the scenarios that can run, and leaves out pairs that cannot work', () => {
    const cells = cellsOf(
      { targets: ['onnx', 'dummy'], models: ['gpt2', 'dummy_small'], scenarios: ['latency'] },
      configuration,
    );
    expect(cells.map(({ target, model }) => `${target} ${model}`)).toEqual([
      ...Array(3).fill('onnx gpt2'),
      ...Array(3).fill('dummy dummy_small'),
    ]);
  });

  it('keeps a pair that cannot work when nothing else is asked for, so that the plan says why', () => {
    expect(
      cellsOf({ targets: ['onnx'], models: ['dummy_small'], scenarios: ['latency/single_request'] }, configuration),
    ).toHaveLength(1);
  });

  it('drops neither a target nor a model that was named and fits nothing: the plan says why', () => {
    const refused = (targets: string[], models: string[]) =>
      resolve(cellsOf({ targets, models, scenarios: ['latency/single_request'] }, configuration)).problems;
    expect(refused(['dummy', 'onnx'], ['dummy_small'])).toMatchObject([{ value: 'dummy_small', severity: 'error' }]);
    expect(refused(['onnx'], ['gpt2', 'dummy_small'])).toMatchObject([{ value: 'dummy_small', severity: 'error' }]);
  });

  it('takes what every object has for no name of a scenario, model or group', () => {
    const { problems } = resolve(
      cellsOf({ targets: ['dummy'], models: ['toString'], scenarios: ['constructor'] }, configuration),
    );
    expect(problems.map(({ message }) => message)).toEqual([
      'there is no model "toString" in models.json',
      'there is no scenario "constructor"',
    ]);
  });

  it('resolves every bundled preset without a problem', () => {
    for (const preset of Object.values(configuration.plans.plans)) {
      const { problems, steps } = resolve(cellsOf(preset, configuration), preset.load);
      expect(problems.filter(({ severity }) => severity === 'error')).toEqual([]);
      expect(steps.length).toBeGreaterThan(0);
    }
  });
});
