import { describe, expect, it } from 'vitest';
import type { PlanChoices } from '../../../../core/contract/ipc.ts';
import type { PlanProblem } from '../../../../core/contract/plannedStep.ts';
import {
  otherProblems,
  problemsOfCell,
  problemsOfField,
  problemsOfObjectives,
} from '../../../../renderer/features/plan/problemsAt.ts';
import { countEdits, draftFromPreset, requestFromDraft } from '../../../../renderer/state/plan/PlanDraft.ts';
import { allModels, quickModels, quickRequest } from '../../../../renderer/state/plan/quickRequest.ts';
import { parseLevels, parseNumber } from '../../../../renderer/widgets/NumberField.tsx';

const configuration = { name: 'Latency', duration_seconds: 60, warmup_seconds: 10, concurrency_levels: [1, 2] };
const choices: PlanChoices = {
  targets: [
    { name: 'onnx', engine: 'onnx', models: ['gpt2', 'distilgpt2'] },
    { name: 'dummy', engine: 'dummy', models: ['dummy_small'] },
  ],
  models: {},
  scenarios: ['latency/single_request', 'latency/concurrent_requests'].map((name) => ({
    name,
    title: name,
    question: name,
    configuration,
  })),
  presets: {
    quick: {
      name: 'Quick',
      targets: ['onnx', 'dummy'],
      models: ['distilgpt2', 'gpt2', 'dummy_small', 'resnet50'],
      scenarios: ['latency', 'throughput'],
      load: { durationSeconds: 5 },
    },
  },
};

describe('a plan made from a preset', () => {
  const draft = draftFromPreset(choices, 'quick');

  it('spells out groups and leaves out what does not fit together or cannot run yet', () => {
    expect(draft?.columns).toEqual([
      { target: 'onnx', model: 'distilgpt2' },
      { target: 'onnx', model: 'gpt2' },
      { target: 'dummy', model: 'dummy_small' },
    ]);
    expect(draft?.cells).toHaveLength(6);
    expect(draft?.cells.every((cell) => cell.scenario.startsWith('latency/'))).toBe(true);
  });

  it('makes a request with the default seed, and none while nothing is ticked', () => {
    if (draft === undefined) throw new Error('no draft');
    expect(requestFromDraft(draft)).toMatchObject({ name: 'Quick', seed: 42, load: { durationSeconds: 5 } });
    expect(requestFromDraft({ ...draft, cells: [] })).toBeUndefined();
    expect(draftFromPreset(choices, 'comprehensive')).toBeUndefined();
  });

  it('carries the service-level objectives of the preset into every request', () => {
    const slos = ['ttftMs.p95<=200', 'errorRate<=0.01'];
    const { quick } = choices.presets;
    if (draft === undefined || quick === undefined) throw new Error('no preset');
    const judged: PlanChoices = { ...choices, presets: { quick: { ...quick, slos } } };
    const judgedDraft = draftFromPreset(judged, 'quick');
    if (judgedDraft === undefined) throw new Error('no draft');
    expect(requestFromDraft(judgedDraft)?.slos).toEqual(slos);
    expect(quickRequest(judged, { target: 'onnx', model: 'gpt2' })?.slos).toEqual(slos);
    expect(requestFromDraft(draft)).not.toHaveProperty('slos');
    expect(countEdits({ ...judgedDraft, slos: [] }, judgedDraft)).toBe(1);
  });

  it('counts cells and fields that differ', () => {
    if (draft === undefined) throw new Error('no draft');
    expect(countEdits(draft, draft)).toBe(0);
    const changed = { ...draft, cells: draft.cells.slice(1), load: { durationSeconds: 9, batch: [1] }, seed: 1 };
    expect(countEdits(changed, draft)).toBe(4);
  });
});

describe('the quick plan', () => {
  it('measures one model or all that the preset names for the target', () => {
    expect(quickModels(choices, 'onnx')).toEqual(['distilgpt2', 'gpt2']);
    expect(quickRequest(choices, { target: 'onnx', model: allModels })?.cells).toHaveLength(4);
    expect(quickRequest(choices, { target: 'onnx', model: 'gpt2' })?.cells).toHaveLength(2);
    expect(quickRequest({ ...choices, presets: {} }, { target: 'onnx', model: 'gpt2' })).toBeUndefined();
    expect(quickRequest(choices, { target: 'triton', model: 'gpt2' })).toBeUndefined();
  });
});

describe('numbers that are typed', () => {
  const limits = { low: 1, high: 100, whole: true };

  it('reads numbers, and nothing as nothing', () => {
    expect(parseNumber(' 12 ', limits)).toEqual({ value: 12 });
    expect(parseNumber('', limits)).toEqual({ value: undefined });
    expect(parseNumber('1,5', { ...limits, whole: false })).toEqual({ value: 1.5 });
  });

  it.each(['x', '1e999', '1.5', '0', '101', '--1', '0x'])('refuses %s and says what to write', (text) => {
    const parsed = parseNumber(text, limits);
    expect('problem' in parsed && parsed.problem).toMatch(/Write/);
  });

  it('sorts levels and keeps each once', () => {
    expect(parseLevels(['8', '1', '8', ' '])).toEqual({ value: [1, 8] });
    expect(parseLevels([])).toEqual({ value: undefined });
    expect(parseLevels(['1', 'many'])).toHaveProperty('problem');
  });
});

describe('problems find their place', () => {
  const problem = (path: string): PlanProblem => ({ severity: 'error', path, value: '', message: path, remedy: '' });
  const problems = [
    problem('cells[1].model'),
    problem('load.batch'),
    problem('load.batch[2]'),
    problem('scenarios.latency'),
    problem('slos[0]'),
  ];
  const cells = [
    { target: 'onnx', model: 'a', scenario: 's' },
    { target: 'onnx', model: 'b', scenario: 's' },
  ];

  it('by cell, by field, and the rest', () => {
    expect(problemsOfCell(problems, cells, { target: 'onnx', model: 'b', scenario: 's' })).toEqual([problems[0]]);
    expect(problemsOfCell(problems, cells, { target: 'onnx', model: 'a', scenario: 's' })).toEqual([]);
    expect(problemsOfField(problems, 'batch')).toEqual([problems[1], problems[2]]);
    expect(problemsOfObjectives(problems)).toEqual([problems[4]]);
    expect(otherProblems(problems, ['batch'])).toEqual([problems[3]]);
  });
});
