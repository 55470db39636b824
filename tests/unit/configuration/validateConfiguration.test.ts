import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import { validateConfiguration } from '../../../core/configuration/validateConfiguration.ts';
import type { ConfigurationFileName } from '../../../core/contract/configuration.ts';

const bundled = resolve(import.meta.dirname, '../../../config');
const names: ConfigurationFileName[] = [
  'models.json',
  'scenarios.json',
  'environments.json',
  'plans.json',
  'servers.json',
];

function textsOf(directory: string): Record<ConfigurationFileName, string> {
  const text = (name: string): string =>
    readFileSync(join(existsSync(join(directory, name)) ? directory : bundled, name), 'utf8');
  return {
    'models.json': text('models.json'),
    'scenarios.json': text('scenarios.json'),
    'environments.json': text('environments.json'),
    'plans.json': text('plans.json'),
    'servers.json': text('servers.json'),
  };
}

function problemsOf(changed: Partial<Record<ConfigurationFileName, unknown>>) {
  const texts = textsOf(bundled);
  for (const name of names) {
    if (changed[name] !== undefined) texts[name] = JSON.stringify(changed[name]);
  }
  const outcome = validateConfiguration(texts);
  return 'problems' in outcome ? outcome.problems : [];
}

describe('validateConfiguration', () => {
  it('accepts the bundled files', () => {
    expect(validateConfiguration(textsOf(bundled))).toHaveProperty('configuration');
  });

  const older = resolve(import.meta.dirname, '../../../../shared/seed/config');
  it.skipIf(!existsSync(older))(
    'accepts the files of users of the earlier tool unchanged (skipped where they are absent)',
    () => {
      const outcome = validateConfiguration(textsOf(older));
      expect('problems' in outcome ? outcome.problems : []).toEqual([]);
    },
  );

  it.each([3000, 200_000])('says where a file is nested %d levels deep, however deep that is', (levels) => {
    const texts = { ...textsOf(bundled), 'models.json': `{"models":{"a":${'['.repeat(levels)}${']'.repeat(levels)}}}` };
    const outcome = validateConfiguration(texts);
    expect('problems' in outcome ? outcome.problems : []).toEqual([
      {
        file: 'models.json',
        path: 'models.a[0][0][0][0][0][0]',
        value: '65 levels',
        message: 'is nested deeper than any setting is',
        remedy: 'Take out the brackets that are too many there.',
      },
    ]);
  });

  it('reports five mistakes in three files at once, each with file, path, value and remedy', () => {
    const problems = problemsOf({
      'models.json': {
        models: {
          a: { name: 'A', type: 'transfomer' },
          b: { name: 'B', type: 'dummy', latency_ms: -5 },
          c: { name: 'C', type: 'dummy', latency_ms: 5, lattency_ms: 6 },
        },
        default_models: ['a'],
      },
      'scenarios.json': { scenarios: { latency: { name: 'L', duration_seconds: 'long', warmup_seconds: 1 } } },
      'environments.json': {
        environments: { lab: { name: 'Lab', inferneo: { host: 'localhost', port: 80_000 } } },
      },
      'plans.json': { plans: {} },
    });
    expect(problems.map(({ file, path, value }) => [file, path, value])).toEqual([
      ['models.json', 'models.a.type', '"transfomer"'],
      ['models.json', 'models.b.latency_ms', '-5'],
      ['models.json', 'models.c.lattency_ms', '6'],
      ['scenarios.json', 'scenarios.latency.duration_seconds', '"long"'],
      ['environments.json', 'environments.lab.inferneo.port', '80000'],
    ]);
    expect(problems.map(({ remedy }) => remedy)).toEqual([
      'Did you mean "transformer"?',
      'Write a number above 0.',
      'Write "latency_ms", or remove it.',
      'Write a number.',
      'Write a number of at most 65535.',
    ]);
  });

  it('says where the syntax of a file breaks, and still checks the others', () => {
    const texts = textsOf(bundled);
    texts['models.json'] = '{ "models": { ';
    texts['environments.json'] = '{ "environments": 3 }';
    const outcome = validateConfiguration(texts);
    const problems = 'problems' in outcome ? outcome.problems : [];
    expect(problems.map(({ file, path }) => [file, path])).toEqual([
      ['models.json', ''],
      ['environments.json', 'environments'],
    ]);
    expect(problems[0]?.message).toMatch(/^is no JSON: /);
  });

  it('finds names that lead nowhere, with the nearest that exist', () => {
    const problems = problemsOf({
      'plans.json': { plans: { mine: { name: 'Mine', targets: ['onnx'], models: ['gtp2'], scenarios: ['latncy'] } } },
    });
    expect(problems.map(({ path, remedy }) => [path, remedy])).toEqual([
      ['plans.mine.models', 'Did you mean gpt2?'],
      ['plans.mine.scenarios', 'Did you mean latency?'],
    ]);
  });

  it('follows names in a file that is wrong elsewhere', () => {
    const problems = problemsOf({
      'models.json': {
        models: { a: { name: '', type: 'dummy' }, b: { name: 'B', type: 'transformer' } },
        default_models: ['c'],
      },
      'environments.json': {
        environments: { lab: { name: 'Lab', inferneo: { host: 'localhost', port: 0 } } },
        default_environment: 'lap',
      },
      'plans.json': { plans: { mine: { name: 'Mine', targets: [], models: ['d'], scenarios: ['latency'] } } },
    });
    expect(problems.map(({ file, path }) => `${file} ${path}`)).toEqual([
      'models.json models.a.name',
      'models.json default_models',
      'models.json models.a.latency_ms',
      'environments.json environments.lab.inferneo.port',
      'environments.json default_environment',
      'plans.json plans.mine.targets',
      'plans.json plans.mine.models',
    ]);
  });

  it('names a key that stands twice, of which one would be dropped', () => {
    const texts = textsOf(bundled);
    texts['models.json'] =
      '{ "models": { "a": { "name": "A", "type": "onnx" }, "a": { "name": "B", "name": "C", "type": "onnx" } } }';
    texts['plans.json'] = '{ "plans": {} }';
    const outcome = validateConfiguration(texts);
    const problems = 'problems' in outcome ? outcome.problems : [];
    expect(problems.map(({ path, value }) => [path, value])).toEqual([
      ['models.a', '"a"'],
      ['models.a.name', '"name"'],
    ]);
  });

  it('reads the service-level objectives of plans', () => {
    const plan = { name: 'Mine', targets: ['onnx'], models: ['gpt2'], scenarios: ['latency'] };
    expect(problemsOf({ 'plans.json': { plans: { mine: { ...plan, slos: ['ttftMs.p95<=200'] } } } })).toEqual([]);
    expect(
      problemsOf({ 'plans.json': { plans: { mine: { ...plan, slos: ['ttftMs.p95<=200', 'ttftMs<=200'] } } } }),
    ).toMatchObject([
      {
        file: 'plans.json',
        path: 'plans.mine.slos[1]',
        value: '"ttftMs<=200"',
        message: expect.stringContaining('does not say which figure'),
        remedy: expect.stringContaining('ttftMs.p95<=200'),
      },
    ]);
  });

  it('leaves models that the user does not list out of plans that the user has not written', () => {
    const texts = textsOf(bundled);
    texts['models.json'] = JSON.stringify({ models: { gpt2: { name: 'Mine', type: 'transformer' } } });
    const outcome = validateConfiguration(texts, ['plans.json']);
    expect(outcome).toMatchObject({ configuration: { plans: { plans: { quick: { models: ['gpt2'] } } } } });
    texts['models.json'] = JSON.stringify({ models: { mine: { name: 'Mine', type: 'dummy', latency_ms: 5 } } });
    expect(validateConfiguration(texts, ['plans.json'])).toMatchObject({ configuration: { plans: { plans: {} } } });
    expect(validateConfiguration(texts)).toHaveProperty('problems');
    texts['models.json'] = JSON.stringify({ models: { mine: { name: '', type: 'onnx' } } });
    expect(validateConfiguration(texts, ['plans.json'])).toMatchObject({ problems: [{ path: 'models.mine.name' }] });
  });

  it('asks for a name where there is an empty one', () => {
    const problems = problemsOf({
      'models.json': { models: { '': { name: 'A', type: 'onnx' } } },
      'plans.json': { plans: {} },
    });
    expect(problems).toMatchObject([{ message: 'stands under an empty name' }]);
  });

  it('asks for the latency of a dummy model', () => {
    const problems = problemsOf({
      'models.json': { models: { a: { name: 'A', type: 'dummy' } } },
      'plans.json': { plans: {} },
    });
    expect(problems).toMatchObject([{ path: 'models.a.latency_ms', value: 'nothing' }]);
  });
});
