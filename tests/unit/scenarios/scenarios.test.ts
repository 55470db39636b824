import { describe, expect, it } from 'vitest';
import type { ModelConfiguration, ScenarioConfiguration } from '../../../core/contract/configuration.ts';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { scenarioNames } from '../../../core/contract/scenarioName.ts';
import { batchProcessing } from '../../../core/scenarios/latency/batch_processing/batchProcessing.ts';
import { concurrentRequests } from '../../../core/scenarios/latency/concurrent_requests/concurrentRequests.ts';
import { singleRequest } from '../../../core/scenarios/latency/single_request/singleRequest.ts';
import type { Scenario } from '../../../core/scenarios/Scenario.ts';
import { scenarios } from '../../../core/scenarios/scenarios.ts';

const model: ModelConfiguration = { name: 'GPT-2', type: 'transformer', batch_sizes: [1, 2, 4, 8] };

function input(configuration: Partial<ScenarioConfiguration> = {}, load: LoadOptions = {}) {
  return {
    configuration: { name: 'x', duration_seconds: 60, warmup_seconds: 10, ...configuration },
    model,
    load,
    durationSeconds: 60,
    promptTokens: 50,
    outputTokens: 50,
    startsEngine: false,
  };
}

describe('scenarios', () => {
  it('lists all under their fixed names, in their order', () => {
    const names = scenarios.map(({ name }) => name);
    expect(names).toEqual(scenarioNames);
    expect(scenarios.every(({ title, question }) => title.length > 0 && question.endsWith('?'))).toBe(true);
  });

  it('gives every step of a scenario a label of its own', () => {
    const given = input({ batch_sizes: [1, 2, 4], concurrency_levels: [1, 2, 4] });
    for (const scenario of scenarios) {
      const labels = scenario.steps(given).map(({ level }) => level.label);
      expect(new Set(labels).size).toBe(labels.length);
    }
  });
});

describe('latency/single_request', () => {
  it('has one request in flight, whatever else is asked for', () => {
    const expected = [
      { level: { label: '1 in flight', concurrency: 1 }, load: { loop: 'closed', concurrency: 1, batchSize: 1 } },
    ];
    const { steps }: Scenario = singleRequest;
    expect(steps(input())).toEqual(expected);
    expect(steps(input({ concurrency_levels: [1, 2] }, { concurrency: [8], batch: [4] }))).toEqual(expected);
    expect(singleRequest.configurationKey).toBe('latency');
  });
});

describe('latency/concurrent_requests', () => {
  const levels = (...given: Parameters<typeof input>) =>
    concurrentRequests.steps(input(...given)).map(({ load }) => load.loop === 'closed' && load.concurrency);

  it('takes each configured level once, in ascending order', () => {
    expect(levels({ concurrency_levels: [20, 1, 5, 10, 5] })).toEqual([1, 5, 10, 20]);
  });

  it('takes the user’s levels instead', () => {
    expect(levels({ concurrency_levels: [1, 2] }, { concurrency: [16, 4] })).toEqual([4, 16]);
  });

  it('has levels of its own when nobody names any, and says so', () => {
    expect(levels()).toEqual([1, 2, 4, 8]);
    expect(concurrentRequests.notes(input())).toHaveLength(1);
    expect(concurrentRequests.notes(input({ concurrency_levels: [1] }))).toEqual([]);
  });
});

describe('latency/batch_processing', () => {
  const levels = (...given: Parameters<typeof input>) =>
    batchProcessing
      .steps(input(...given))
      .map(({ load }) => [load.batchSize, load.loop === 'closed' && load.concurrency]);

  it('crosses batch sizes with concurrency levels, in ascending order', () => {
    expect(levels({ batch_sizes: [4, 1], concurrency_levels: [2, 1] })).toEqual([
      [1, 1],
      [1, 2],
      [4, 1],
      [4, 2],
    ]);
  });

  it('leaves out configured sizes that the model does not list, with a note', () => {
    const given = input({ batch_sizes: [1, 2, 16, 32], concurrency_levels: [1] });
    expect(batchProcessing.steps(given).map(({ load }) => load.batchSize)).toEqual([1, 2]);
    expect(batchProcessing.notes(given)).toMatchObject([{ value: '16, 32' }]);
    expect(batchProcessing.notes(input({ batch_sizes: [1] }))).toEqual([]);
  });

  it('measures the sizes and levels that the user sets, listed or not', () => {
    expect(levels({ batch_sizes: [1], concurrency_levels: [1, 2] }, { batch: [64, 16], concurrency: [3] })).toEqual([
      [16, 3],
      [64, 3],
    ]);
  });

  it('has no step when the model lists none of the configured sizes', () => {
    expect(levels({ batch_sizes: [3], concurrency_levels: [1] })).toEqual([]);
  });
});
