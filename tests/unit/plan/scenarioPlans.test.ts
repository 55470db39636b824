import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Configuration, ModelConfiguration } from '../../../core/contract/configuration.ts';
import { plannedStep, resolvedPlan } from '../../../core/contract/plannedStep.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { scenarioNames } from '../../../core/contract/scenarioName.ts';
import { memoryReserveBytes } from '../../../main/run/plan/levelStep.ts';
import { RecordingReader, type Recordings } from '../../../main/run/plan/recordings.ts';
import { resolvePlan } from '../../../main/run/plan/resolvePlan.ts';
import { bundledConfiguration } from './bundledConfiguration.ts';

const bundled = bundledConfiguration();
const gibibyte = 2 ** 30;

interface Given {
  load?: LoadOptions;
  configuration?: Configuration;
  recordings?: Recordings;
  memoryBytes?: number;
}

function planOf(names: readonly string[], cell: string, given: Given = {}) {
  const [target = '', model = ''] = cell.split(' ');
  const cells = names.map((scenario) => ({ target, model, scenario }));
  const { load = {}, configuration = bundled, recordings = new Map(), memoryBytes = 8 * gibibyte } = given;
  return resolvePlan({ name: 'test', cells, load, seed: 7 }, configuration, memoryBytes, new Map(), recordings);
}

describe('plans of all scenarios', () => {
  it.each(['dummy dummy_small', 'onnx distilgpt2', 'openai=http://127.0.0.1:8000 net'])(
    'are whole on %s, with a rate and without, and say what each will do',
    (cell) => {
      for (const ratePerSecond of [undefined, 20]) {
        const rate = ratePerSecond === undefined ? {} : { ratePerSecond };
        const load: LoadOptions = { durationSeconds: 10, concurrency: [1, 2, 4], endpoint: 'completions', ...rate };
        const plan = planOf(scenarioNames, cell, { load });
        expect(plan.problems.filter(({ severity }) => severity === 'error')).toEqual([]);
        expect(resolvedPlan.parse(plan)).toEqual(plan);
        expect(plan.descriptions?.map(({ scenario }) => scenario)).toEqual(scenarioNames);
        expect(plan.estimate.byScenario.map(({ scenario }) => scenario)).toEqual(scenarioNames);
        for (const { load: own, durationSeconds } of plan.steps) {
          const seconds = own.phases?.reduce((sum, phase) => sum + phase.durationSeconds, 0) ?? durationSeconds;
          expect(seconds).toBeCloseTo(durationSeconds, 9);
        }
      }
    },
  );

  it('have phases in seconds, whose first is that of the warm-up', () => {
    const load = { durationSeconds: 30, warmupSeconds: 3, ratePerSecond: 10, arrival: 'poisson' };
    const [step] = planOf(['throughput/burst_handling'], 'dummy dummy_small', { load }).steps;
    expect(step).toMatchObject({ warmupSeconds: 3, durationSeconds: 30, load: { loop: 'open', arrival: 'poisson' } });
    expect(step?.load.phases).toEqual([
      { name: 'base', durationSeconds: expect.closeTo(12, 9), ratePerSecond: 10 },
      { name: 'burst', durationSeconds: expect.closeTo(6, 9), ratePerSecond: 30 },
      { name: 'recovery', durationSeconds: expect.closeTo(12, 9), ratePerSecond: 10 },
    ]);
    expect(step?.load.ratePerSecond).toBeCloseTo(14, 9);
    expect(plannedStep.parse(step)).toEqual(step);
  });

  it('start the engine within a memory profile, without a warm-up before it, and leave memory free', () => {
    const load = { durationSeconds: 20, warmupSeconds: 5, concurrency: [2] };
    const [onnx] = planOf(['memory/memory_profiling'], 'onnx gpt2', { load }).steps;
    expect(onnx).toMatchObject({ warmupSeconds: 0, durationSeconds: 20, loading: { idleSeconds: 4 } });
    expect(onnx?.memoryReserveBytes).toBe(512e6);
    const [other] = planOf(['latency/single_request'], 'onnx gpt2', { load }).steps;
    expect(other).not.toHaveProperty('memoryReserveBytes');
  });

  it('leave a twentieth of the memory free, half a gigabyte at least, or as much as is configured', () => {
    expect(memoryReserveBytes({}, 4 * gibibyte)).toBe(512e6);
    expect(memoryReserveBytes({}, 100e9)).toBe(5e9);
    expect(memoryReserveBytes({ memory_reserve_mb: 1500 }, 100e9)).toBe(1.5e9);
  });

  it('give the dummy its time for each output token', () => {
    const models = { ...bundled.models.models, slow: dummy({ latency_ms: 5, latency_ms_per_output_token: 2 }) };
    const configuration = { ...bundled, models: { ...bundled.models, models } };
    const load = { outputTokens: 10, durationSeconds: 10, warmupSeconds: 0 };
    const { steps, estimate } = planOf(['latency/single_request'], 'dummy slow', { configuration, load });
    expect(steps[0]?.model).toMatchObject({ latencyMs: 5, latencyPerOutputTokenMs: 2 });
    expect(estimate.requests).toBe(400);
  });

  it('refuse classes that a model cannot hold', () => {
    const scenarios = { ...bundled.scenarios, classes: { huge: { prompt_tokens: 1000 }, small: { prompt_tokens: 1 } } };
    const configuration = { ...bundled, scenarios };
    const { problems } = planOf(['production/mixed_workload'], 'onnx gpt2', { configuration });
    expect(problems).toMatchObject([
      { severity: 'error', path: 'classes.huge', value: '1000 + 50', remedy: expect.stringContaining('1024') },
    ]);
    expect(planOf(['production/mixed_workload'], 'dummy dummy_small', { configuration }).problems).toEqual([]);
  });

  it('refuse lengths of which none fits', () => {
    const memory = { name: 'M', duration_seconds: 10, warmup_seconds: 1, prompt_lengths: [1000, 2000] };
    const own = { ...bundled.scenarios.scenarios, memory };
    const configuration = { ...bundled, scenarios: { ...bundled.scenarios, scenarios: own } };
    const { problems, steps } = planOf(['memory/memory_scaling'], 'onnx gpt2', { configuration });
    expect(steps).toEqual([]);
    expect(problems).toMatchObject([
      { severity: 'error', path: 'scenarios.memory.prompt_lengths', value: '1000, 2000' },
    ]);
  });
});

describe('estimates', () => {
  const load = { durationSeconds: 100, warmupSeconds: 10 };

  it('of a search hold what will follow it', () => {
    const of = (scenario: string) => planOf([scenario], 'dummy dummy_small', { load }).estimate;
    // Eight levels of 1 s and 10 s and half a second between; then one load of 110.5 s.
    const search = 8 * 11.5;
    expect(of('throughput/sustained_load').byScenario).toEqual([
      { scenario: 'throughput/sustained_load', steps: 9, seconds: expect.closeTo(search + 110.5, 6) },
    ]);
    expect(of('throughput/sustained_load').measuredSeconds).toBeCloseTo(180, 6);
    expect(of('production/stress_test').totalSeconds).toBeCloseTo(search + 110.5, 6);
    // Three classes alone for a quarter of the time each.
    expect(of('production/mixed_workload').byScenario).toEqual([
      { scenario: 'production/mixed_workload', steps: 12, seconds: expect.closeTo(search + 3 * 28 + 110.5, 6) },
    ]);
    expect(of('production/mixed_workload')).not.toHaveProperty('requests');
  });

  it('of open loops know their requests', () => {
    const rate = { ...load, ratePerSecond: 10 };
    // 10 s of warm-up at 10/s and 100 s at 14/s on the mean.
    expect(planOf(['throughput/burst_handling'], 'openai=http://h net', { load: rate }).estimate.requests).toBe(1500);
    // The peak is 10/s: warm-up at 1/s, then 0.5 × 5.5 + 0.1 × 10 + 0.4 × 1 on the mean.
    expect(planOf(['production/stress_test'], 'openai=http://h net', { load: rate }).estimate.requests).toBe(425);
  });

  it('of a memory profile hold the time before its load', () => {
    const { estimate } = planOf(['memory/memory_profiling'], 'onnx gpt2', { load });
    // 10 s idle, 3 s for its engine, 100 s, half a second; and an engine for the plan.
    expect(estimate.byScenario[0]?.seconds).toBeCloseTo(113.5, 6);
    expect(estimate.totalSeconds).toBeCloseTo(116.5, 6);
  });
});

describe('recordings', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-recordings-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function played(text: string | undefined, cell: string, ratePerSecond?: number) {
    const path = join(directory, 'trace.csv');
    if (text !== undefined) writeFileSync(path, text);
    const recordings: Recordings = new Map([[path, await new RecordingReader().read(path)]]);
    const load: LoadOptions = { traffic: path, ...(ratePerSecond === undefined ? {} : { ratePerSecond }) };
    return { path, ...planOf(['production/real_world_simulation'], cell, { load, recordings }) };
  }

  const withLengths = 'timestamp,prompt_tokens,output_tokens\n0,10,5\n1,20,5\n1.5,900,200\n4,600,500\n';

  it('are played at their own mean rate, or at the one that is given', async () => {
    const { steps, problems, path } = await played(withLengths, 'dummy dummy_small');
    expect(problems).toEqual([]);
    // Three gaps in four seconds.
    expect(steps).toMatchObject([
      {
        load: { loop: 'open', ratePerSecond: 0.75, traffic: { kind: 'traceFile', path } },
        level: { label: 'recording, 0.75/s on the mean' },
      },
    ]);
    expect((await played(withLengths, 'dummy dummy_small', 3)).steps[0]?.load.ratePerSecond).toBe(3);
  });

  it('may lack lengths where a model generates no tokens, and else are refused with the columns that are missing', async () => {
    const text = 'timestamp,prompt_tokens\n0,1\n1,2\n';
    expect((await played(text, 'dummy dummy_small')).problems).toEqual([]);
    for (const cell of ['onnx gpt2', 'openai=http://h net']) {
      const { steps, problems, path } = await played(text, cell);
      expect(steps).toEqual([]);
      expect(problems).toMatchObject([{ severity: 'error', path: 'load.traffic', value: path }]);
      expect(problems[0]?.message).toContain('no column for the output tokens');
      expect(problems[0]?.remedy).toContain('output_tokens');
    }
    expect((await played('timestamp\n0\n1\n', 'onnx gpt2')).problems[0]?.message).toContain(
      'no column for the prompt and the output tokens',
    );
  });

  it('are refused where requests exceed what a model can hold, with their number and the longest', async () => {
    const { problems } = await played(withLengths, 'onnx gpt2');
    expect(problems[0]?.message).toMatch(
      /^2 of 4 requests of the recording .* exceed the 1024 tokens that GPT-2 can hold/,
    );
    expect(problems[0]?.message).toContain('the longest is number 3 in time, with 900 prompt and 200 output tokens');
    expect((await played(withLengths, 'openai=http://h net')).problems).toEqual([]);
  });

  it('need a rate where all of it came at once', async () => {
    const text = 'timestamp,prompt_tokens,output_tokens\n3,1,1\n3,1,1\n';
    const { problems } = await played(text, 'dummy dummy_small');
    expect(problems).toMatchObject([
      { message: expect.stringContaining('at the same instant'), remedy: expect.stringContaining('--rate') },
    ]);
    expect((await played(text, 'dummy dummy_small', 5)).problems).toEqual([]);
  });

  it('are refused where they make no sense or are not there, with the nearest name', async () => {
    const broken = await played('timestamp\n1\nsoon\n', 'dummy dummy_small');
    expect(broken.problems).toMatchObject([
      { severity: 'error', path: 'load.traffic', message: expect.stringContaining(broken.path) },
    ]);
    const reader = new RecordingReader();
    expect(await reader.read('brusty-day')).toMatchObject({ remedy: 'Did you mean bursty-day?' });
    expect(await reader.read(join(directory, 'nothing'))).toMatchObject({
      reason: expect.stringContaining('there is no traffic'),
      remedy: expect.stringContaining('the path of a recording'),
    });
  });
});

function dummy(more: Partial<ModelConfiguration>): ModelConfiguration {
  return { name: 'Slow', type: 'dummy', ...more };
}
