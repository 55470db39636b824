import { describe, expect, it } from 'vitest';
import { scenarioNames } from '../../../core/contract/scenarioName.ts';
import { parseOptions, UsageError } from '../../../main/cli/options/parseOptions.ts';
import { readPlanRequest } from '../../../main/cli/options/readPlanRequest.ts';
import { runOptions } from '../../../main/cli/options/runOptions.ts';
import { ValueReader } from '../../../main/cli/options/ValueReader.ts';
import { bundledConfiguration } from '../plan/bundledConfiguration.ts';

const configuration = bundledConfiguration();

function problemsOf(...arguments_: string[]): readonly string[] {
  try {
    const reader = new ValueReader(parseOptions(arguments_, runOptions).values);
    readPlanRequest(reader, configuration, 42);
    return reader.problems;
  } catch (error) {
    if (error instanceof UsageError) return error.problems;
    throw error;
  }
}

function requestOf(...arguments_: string[]) {
  const reader = new ValueReader(parseOptions(arguments_, runOptions).values);
  const request = readPlanRequest(reader, configuration, 42);
  expect(reader.problems).toEqual([]);
  return request;
}

describe('options of run', () => {
  it('become a plan request', () => {
    const request = requestOf(
      ...['--target', 'dummy', '--model', 'dummy_small,dummy_large', '--scenario', 'latency/concurrent_requests'],
      ...['--duration', '2.5', '--concurrency', '1,2', '--concurrency', '4', '--seed', '7', '--requests', '100'],
      ...['--set', 'outputTokens=8', '--set', 'warmupSeconds=0', '--set', 'stream=false'],
    );
    expect(request).toMatchObject({
      cells: [
        { target: 'dummy', model: 'dummy_small', scenario: 'latency/concurrent_requests' },
        { target: 'dummy', model: 'dummy_large', scenario: 'latency/concurrent_requests' },
      ],
      seed: 7,
      load: {
        durationSeconds: 2.5,
        concurrency: [1, 2, 4],
        requests: 100,
        outputTokens: 8,
        warmupSeconds: 0,
        stream: false,
      },
    });
  });

  it('go over a preset', () => {
    const request = requestOf('--preset', 'quick', '--duration', '1', '--model', 'gpt2');
    expect(request?.load).toMatchObject({
      durationSeconds: 1,
      promptTokens: configuration.plans.plans.quick?.load?.promptTokens,
    });
    expect(new Set(request?.cells.map(({ model }) => model))).toEqual(new Set(['gpt2']));
  });

  it('are refused all at once when unknown, without a value, or of a later version', () => {
    expect(problemsOf('--concurency', '1', '--max-regression', '5%', '--nonsense', '--json', '--quiet')).toEqual([
      '--concurency is no option of this command. Did you mean --concurrency?',
      '--max-regression: comparisons come with a later version.',
      '--nonsense is no option of this command. See --help.',
      '--json needs a value: --json FILE',
    ]);
  });

  it('are refused when given twice, empty, or named like what every object has', () => {
    const twice = problemsOf('--preset', 'quick', '--duration', '1', '--duration=2', '--seed', '', '--constructor');
    expect(twice).toEqual([
      '--duration is given twice. Give it once.',
      '--seed needs a value: --seed N',
      '--constructor is no option of this command. See --help.',
    ]);
    expect(problemsOf('--preset', 'toString')).toEqual([
      '--preset toString: there is no such plan. Plans: quick, standard, comprehensive.',
    ]);
  });

  it.each([
    ['--duration', '0', '--duration is "0". Give a number above 0, at most 604800.'],
    ['--duration', '-1', '--duration is "-1". Give a number above 0, at most 604800.'],
    ['--duration', 'Infinity', '--duration is "Infinity". Give a number above 0, at most 604800.'],
    ['--duration', '1e99', '--duration is "1e99". Give a number above 0, at most 604800.'],
    ['--concurrency', '1,0', '--concurrency is "0". Give a whole number from 1, at most 100000.'],
    ['--concurrency', ',', '--concurrency is empty. Give whole numbers from 1, such as 1,2,4.'],
    ['--batch', '2.5', '--batch is "2.5". Give a whole number from 1, at most 100000.'],
    ['--seed', '-3', '--seed is "-3". Give a whole number from 0, at most 4294967295.'],
    ['--set', 'threads=0', '--set threads is "0". Give a whole number from 1, at most 1024.'],
    ['--set', 'stream=perhaps', '--set stream=perhaps: stream is "perhaps". Write on or off.'],
    [
      '--set',
      'provider=gpu',
      '--set provider=gpu: there is no provider "gpu". Write one of cpu, cuda, tensorrt, webgpu, auto.',
    ],
  ])('%s %s is told with field, value and remedy', (flag, value, problem) => {
    expect(problemsOf('--preset', 'quick', `${flag}=${value}`)).toEqual([problem]);
  });

  it('take everything, on the default models of the embedded engine or those of a dummy target', () => {
    const cellsOf = (...more: string[]) => requestOf('--comprehensive', ...more).cells;
    const everything = cellsOf();
    expect(new Set(everything.map(({ scenario }) => scenario))).toEqual(new Set(scenarioNames));
    expect(new Set(everything.map(({ target, model }) => `${target} ${model}`))).toEqual(
      new Set(['onnx gpt2', 'onnx distilgpt2']),
    );
    expect(new Set(cellsOf('--target', 'dummy').map(({ model }) => model))).toEqual(
      new Set(['dummy_small', 'dummy_medium', 'dummy_large']),
    );
    expect(new Set(cellsOf('--model', 'gpt2-int8').map(({ model }) => model))).toEqual(new Set(['gpt2-int8']));
    expect(problemsOf('--comprehensive', '--scenario', 'latency', '--preset', 'quick')).toEqual([
      '--comprehensive and --preset exclude each other. Leave one out.',
      '--comprehensive and --scenario exclude each other. Leave one out.',
    ]);
  });

  it('take traffic by name or as the path of a recording', () => {
    expect(requestOf('--preset', 'quick', '--set', 'traffic=day').load.traffic).toBe('day');
    expect(requestOf('--preset', 'quick', '--set', 'traffic=a=b.csv').load.traffic).toBe('a=b.csv');
    expect(problemsOf('--preset', 'quick', '--set', 'traffic=')).toEqual([
      '--set traffic=: give day, conversations, chat, summarization, bursty-day, or the path of a recording.',
    ]);
  });

  it('names every setting when one is unknown', () => {
    const [problem] = problemsOf('--preset', 'quick', '--set', 'outputToken=3');
    expect(problem).toContain('Did you mean outputTokens?');
    expect(problem).toContain('Settings: stream, promptTokens, outputTokens');
  });

  it('say what is missing', () => {
    expect(problemsOf()).toHaveLength(3);
    expect(problemsOf('--preset', 'quik')).toEqual(['--preset quik: there is no such plan. Did you mean quick?']);
  });
});
