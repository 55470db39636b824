import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { modelFileProblems } from '../../../core/configuration/modelFiles.ts';
import { loadConfiguration } from '../../../main/run/configuration/loadConfiguration.ts';

const bundled = resolve(import.meta.dirname, '../../../config');

describe('modelFileProblems', () => {
  const problemsOf = (model: Record<string, unknown>) => modelFileProblems({ models: { m: model } }, 'm');

  it('names how Triton serves what needs a server', () => {
    for (const path of ['net.pt', 'dir/net.ENGINE', 'net.plan']) {
      const [problem, ...more] = problemsOf({ type: 'onnx', path });
      expect(more).toEqual([]);
      expect(problem).toMatchObject({ path: 'models.m.path', value: JSON.stringify(path) });
      expect(problem?.remedy).toContain('tritonserver');
    }
  });

  it('tells all that does not go together at once', () => {
    const problems = problemsOf({ type: 'dummy', architecture: 'gpt2', inputs: {}, latency_ms: 5 });
    expect(problems.map(({ path }) => path)).toEqual(['models.m.architecture', 'models.m.inputs']);
    expect(problemsOf({ type: 'transformer', architecture: 'gpt2', dtype: 'float16' })).toMatchObject([
      { path: 'models.m.dtype', value: '"float16"', remedy: 'Write one of float32, int8, int4.' },
    ]);
  });

  it('has nothing against models of servers, nor against any that are right', () => {
    expect(problemsOf({ type: 'transformer', dtype: 'float16' })).toEqual([]);
    expect(problemsOf({ type: 'onnx', path: 'a.onnx', inputs: { x: { value: 1 } } })).toEqual([]);
    expect(problemsOf({ type: 'transformer', architecture: 'distilgpt2', dtype: 'int4', path: 'weights' })).toEqual([]);
  });
});

describe('paths of models', () => {
  let directory: string;
  beforeEach(() => {
    directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-paths-'));
  });
  afterEach(() => rmSync(directory, { recursive: true, force: true }));

  async function modelsOf(models: Record<string, unknown>) {
    writeFileSync(join(directory, 'models.json'), JSON.stringify({ models }));
    const { outcome } = await loadConfiguration(directory, bundled);
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    return outcome.configuration.models.models;
  }

  it('begin at the directory of the file', async () => {
    const models = await modelsOf({
      a: { name: 'A', type: 'onnx', path: 'nets/a.onnx', golden: 'a.json' },
      b: { name: 'B', type: 'onnx', path: '/elsewhere/b.onnx' },
    });
    expect(models.a).toMatchObject({ path: join(directory, 'nets/a.onnx'), golden: join(directory, 'a.json') });
    expect(models.b?.path).toBe('/elsewhere/b.onnx');
  });

  it('of files from before there was an architecture count when they lead to something', async () => {
    const older = { gpt2: { name: 'GPT-2', type: 'transformer', path: 'gpt2' } };
    expect((await modelsOf(older)).gpt2).not.toHaveProperty('path');
    mkdirSync(join(directory, 'gpt2'));
    expect((await modelsOf(older)).gpt2?.path).toBe(join(directory, 'gpt2'));
    const named = await modelsOf({ g: { name: 'G', type: 'transformer', architecture: 'gpt2', path: 'missing' } });
    expect(named.g?.path).toBe(join(directory, 'missing'));
  });
});
