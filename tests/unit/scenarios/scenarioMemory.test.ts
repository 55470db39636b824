import { describe, expect, it } from 'vitest';
import type { PlannedStep } from '../../../core/contract/plannedStep.ts';
import type { StepResult } from '../../../core/contract/resultDocument.ts';
import { memoryEfficiency } from '../../../core/scenarios/memory/memory_efficiency/memoryEfficiency.ts';
import { memoryProfiling } from '../../../core/scenarios/memory/memory_profiling/memoryProfiling.ts';
import { memoryScaling } from '../../../core/scenarios/memory/memory_scaling/memoryScaling.ts';
import { dummyStep } from '../runner/plannedSteps.ts';
import { scenarioInput } from './scenarioInput.ts';

const levels = { concurrency_levels: [16, 1, 4, 8, 32] };

describe('memory/memory_profiling', () => {
  it('has the middle of the configured levels in flight, or each that is asked for', () => {
    const concurrencies = (...given: Parameters<typeof scenarioInput>) =>
      memoryProfiling.steps(scenarioInput(...given)).map(({ level }) => level.concurrency);
    expect(concurrencies(levels)).toEqual([8]);
    expect(concurrencies({ concurrency_levels: [2, 4] })).toEqual([2]);
    expect(concurrencies(levels, { load: { concurrency: [3, 2] } })).toEqual([2, 3]);
  });

  it('leaves a target without a load of its own idle at both ends', () => {
    const [step] = memoryProfiling.steps(scenarioInput(levels));
    expect(step?.phases).toEqual([
      { name: 'idle', share: 20 / 120, concurrency: 0 },
      { name: 'warm', share: 15 / 120, concurrency: 8 },
      { name: 'steady', share: 65 / 120, concurrency: 8 },
      { name: 'idle', share: 20 / 120, concurrency: 0 },
    ]);
    expect(step).toMatchObject({ withoutWarmup: true });
    expect(step?.loading).toBeUndefined();
  });

  it('starts the engine within the step where it can, after ten seconds of idleness at most', () => {
    const [step] = memoryProfiling.steps(scenarioInput(levels, { startsEngine: true }));
    expect(step?.phases?.map(({ name, share }) => [name, share])).toEqual([
      ['warm', 0.15],
      ['steady', 0.65],
      ['idle', 0.2],
    ]);
    expect(step?.loading).toEqual({ idleSeconds: 10 });
    const [short] = memoryProfiling.steps(scenarioInput(levels, { startsEngine: true, durationSeconds: 20 }));
    expect(short?.loading).toEqual({ idleSeconds: 4 });
  });

  it('says and draws what it will do', () => {
    const described = memoryProfiling.describe(scenarioInput(levels, { startsEngine: true }));
    expect(described.does.replaceAll('\u00a0', ' ')).toBe(
      'Samples memory while it starts the engine anew, loads the model, warms it with 8 in flight, keeps that up for 39.0 s and leaves it idle.',
    );
    expect(described.phases).toEqual([
      { name: 'warm', durationSeconds: 9, from: 8, to: 8 },
      { name: 'steady', durationSeconds: 39, from: 8, to: 8 },
      { name: 'idle', durationSeconds: 12, from: 0, to: 0 },
    ]);
  });
});

describe('memory/memory_efficiency', () => {
  it('climbs the configured levels', () => {
    expect(memoryEfficiency.steps(scenarioInput(levels)).map(({ load }) => load)).toEqual(
      [1, 4, 8, 16, 32].map((concurrency) => ({ loop: 'closed', concurrency, batchSize: 1 })),
    );
  });

  it('says that two levels make no slope', () => {
    expect(memoryEfficiency.notes(scenarioInput(levels))).toEqual([]);
    expect(memoryEfficiency.notes(scenarioInput(levels, { load: { concurrency: [1, 2] } }))).toMatchObject([
      { path: 'load.concurrency', value: '1, 2' },
    ]);
    expect(memoryEfficiency.notes(scenarioInput({ concurrency_levels: [4] }))).toMatchObject([
      { path: 'scenarios.memory.concurrency_levels', value: '4' },
    ]);
  });
});

describe('memory/memory_scaling', () => {
  const labels = (...given: Parameters<typeof scenarioInput>) =>
    memoryScaling.steps(scenarioInput(...given)).map(({ level }) => level.label);

  it('tries every combination, in the order of what they need', () => {
    const load = { batch: [4, 1], concurrency: [1], promptTokens: 10 };
    // Batch × (prompt + 10): 20, 30, 50 and 80, 120, 200.
    expect(labels({}, { load, promptTokens: 10, outputTokens: 10 })).toEqual([
      'batch 1, 10 tokens, 1 in flight',
      'batch 1, 20 tokens, 1 in flight',
      'batch 1, 40 tokens, 1 in flight',
      'batch 4, 10 tokens, 1 in flight',
      'batch 4, 20 tokens, 1 in flight',
      'batch 4, 40 tokens, 1 in flight',
    ]);
    const [first] = memoryScaling.steps(scenarioInput({}, { load: { batch: [4], concurrency: [2] } }));
    expect(first).toEqual({
      level: { label: 'batch 4, 50 tokens, 2 in flight', batchSize: 4, promptTokens: 50, concurrency: 2 },
      load: { loop: 'closed', concurrency: 2, batchSize: 4 },
      promptTokens: 50,
    });
  });

  it('takes the ends and the middle of what the model and the configuration list', () => {
    const steps = memoryScaling.steps(scenarioInput(levels));
    const of = (key: 'batchSize' | 'promptTokens' | 'concurrency') =>
      [...new Set(steps.map(({ level }) => level[key]))].toSorted((a = 0, b = 0) => a - b);
    expect([of('batchSize'), of('promptTokens'), of('concurrency')]).toEqual([
      [1, 2, 8],
      [50, 100, 200],
      [1, 32],
    ]);
    expect(steps).toHaveLength(18);
  });

  it('tries prompts that fit, and says which configured ones do not', () => {
    const load = { batch: [1], concurrency: [1] };
    expect(labels({}, { load, contextTokens: 150 })).toEqual([
      'batch 1, 50 tokens, 1 in flight',
      'batch 1, 100 tokens, 1 in flight',
    ]);
    const configured = { prompt_lengths: [500, 20] };
    expect(labels(configured, { load, contextTokens: 150 })).toEqual(['batch 1, 20 tokens, 1 in flight']);
    expect(memoryScaling.notes(scenarioInput(configured, { load, contextTokens: 150 }))).toMatchObject([
      { path: 'scenarios.memory.prompt_lengths', value: '500', message: expect.stringContaining('exceed the 150') },
    ]);
    expect(labels(configured, { load: { ...load, promptTokens: 30 }, promptTokens: 30 })[0]).toContain('30 tokens');
  });

  it('does not try what is at least as large in all three as one that did not fit', () => {
    const planned = (batchSize: number, promptTokens: number, concurrency: number): PlannedStep =>
      dummyStep({ scenario: 'memory/memory_scaling', level: { label: 'x', batchSize, promptTokens, concurrency } });
    const result = (fits: boolean, step: PlannedStep, more: object = {}): StepResult =>
      ({
        ...{
          target: step.target,
          model: step.model.id,
          scenario: step.scenario,
          level: { ...step.level, label: 'it' },
        },
        fit: { fits, explanation: '' },
        ...more,
      }) as unknown as StepResult;
    const skips = (step: PlannedStep, ...measured: StepResult[]) => memoryScaling.skips?.(step, measured);
    const tooLarge = result(false, planned(4, 100, 2));
    expect(skips(planned(4, 100, 2), tooLarge)).toContain('it did not fit already');
    expect(skips(planned(8, 100, 2), tooLarge)).toBeDefined();
    expect(skips(planned(8, 200, 1), tooLarge)).toBeUndefined();
    expect(skips(planned(2, 200, 2), tooLarge)).toBeUndefined();
    expect(skips(planned(8, 99, 2), tooLarge)).toBeUndefined();
    expect(skips(planned(8, 200, 4), result(true, planned(4, 100, 2)))).toBeUndefined();
    expect(skips(planned(8, 200, 4), result(false, planned(4, 100, 2), { model: 'another' }))).toBeUndefined();
    expect(skips(planned(8, 200, 4), result(false, planned(4, 100, 2), { fit: undefined }))).toBeUndefined();
  });
});
