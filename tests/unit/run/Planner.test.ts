import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { LoadOptions } from '../../../core/contract/planRequest.ts';
import { Planner } from '../../../main/run/service/Planner.ts';
import { bundledConfiguration } from '../plan/bundledConfiguration.ts';
import { ScriptedWorkers, type WorkerScript } from './ScriptedWorkers.ts';

const silent: WorkerScript = () => undefined;
let directory: string;
let path: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-planner-'));
  path = join(directory, 'net.onnx');
  writeFileSync(path, 'model');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function planner(engine: WorkerScript) {
  const workers = new ScriptedWorkers({ store: silent, telemetry: silent, runner: silent, engine });
  return { workers, planner: new Planner(workers.start) };
}

function resolve(own: Planner, model: string, load: LoadOptions = {}, scenario = 'latency/single_request') {
  const cells = [{ target: 'onnx', model, scenario }];
  return own.resolve({ name: 'test', cells, load, seed: 1 }, bundledConfiguration());
}

const reading =
  (card: Record<string, unknown>): WorkerScript =>
  (command, { tell }) => {
    if (command.type === 'inspect') {
      tell({
        type: 'inspected',
        card: { kind: 'onnx', task: 'run', parameters: 9, neededMemoryBytes: 1, canBatch: true, ...card },
      });
    }
  };

describe('plans of models that are named by a path', () => {
  it('have the model under the name as it was given, with what its file says', async () => {
    const { planner: own, workers } = planner(reading({}));
    const { steps, problems } = await resolve(own, path);
    expect(problems).toEqual([]);
    expect(steps).toMatchObject([
      { model: { id: path, name: 'net.onnx', type: 'onnx', path, task: 'run', parameters: 9 }, provider: 'auto' },
    ]);
    await resolve(own, path);
    expect(workers.commands.filter(({ command }) => command.type === 'inspect')).toHaveLength(1);
    writeFileSync(path, 'another model');
    await resolve(own, path);
    expect(workers.commands.filter(({ command }) => command.type === 'inspect')).toHaveLength(2);
    expect(workers.running).toEqual([]);
  });

  it('take a folder for weights, of the graph that it says it is of', async () => {
    const { planner: own } = planner(reading({ kind: 'folder', task: 'generate', architecture: 'distilgpt2' }));
    const { steps } = await resolve(own, directory);
    expect(steps[0]?.model).toMatchObject({
      architecture: 'distilgpt2',
      precision: 'float32',
      path: directory,
      task: 'generate',
    });
  });

  it('are refused with what the engine says of the file', async () => {
    const failure = { reason: `${'net.onnx'} is text, not a model`, remedy: 'Export it again' };
    const { planner: own } = planner((command, { tell }) => {
      if (command.type === 'inspect') tell({ type: 'failed', failure });
    });
    const { steps, problems } = await resolve(own, path);
    expect(steps).toEqual([]);
    expect(problems).toMatchObject([
      { severity: 'error', path: 'cells[0].model', message: failure.reason, remedy: failure.remedy },
    ]);
  });

  it('say of a path where nothing is that nothing is there', async () => {
    const { problems } = await resolve(planner(silent).planner, join(directory, 'other.onnx'));
    expect(problems).toMatchObject([{ severity: 'error', message: expect.stringContaining('other.onnx') }]);
  });

  it('refuse batches that were asked for of a graph that has none, and leave configured ones out', async () => {
    const { planner: own } = planner(reading({ canBatch: false }));
    const asked = await resolve(own, path, { batch: [1, 4] }, 'latency/batch_processing');
    expect(asked.problems).toMatchObject([{ severity: 'error', path: 'load.batch', value: '4' }]);
    const configured = await resolve(own, path, {}, 'latency/batch_processing');
    expect(configured.problems).toMatchObject([{ severity: 'warning', path: 'load.batch' }]);
    expect(new Set(configured.steps.map(({ load }) => load.batchSize))).toEqual(new Set([1]));
  });
});

describe('plans with a provider', () => {
  it('are refused where it does not work, with what is missing, and tried once', async () => {
    const { planner: own, workers } = planner((command, { tell }) => {
      if (command.type !== 'probe') return;
      const probe = {
        provider: command.provider,
        works: false,
        reason: 'libcuda.so.1 is missing',
        remedy: 'Install the driver',
        libraries: [],
      };
      tell({ type: 'probed', probe });
    });
    for (let times = 0; times < 2; times += 1) {
      const { problems } = await resolve(own, 'gpt2', { provider: 'cuda' });
      expect(problems).toMatchObject([
        {
          severity: 'error',
          path: 'load.provider',
          value: 'cuda',
          message: expect.stringContaining('libcuda.so.1'),
          remedy: 'Install the driver',
        },
      ]);
    }
    expect(workers.commands).toHaveLength(1);
  });

  it('are refused where trying it takes the process down', async () => {
    const { planner: own } = planner((command, hands) => {
      if (command.type === 'probe') hands.end({ signal: 'SIGABRT' });
    });
    const { problems } = await resolve(own, 'gpt2', { provider: 'webgpu' });
    expect(problems).toMatchObject([{ severity: 'error', message: expect.stringContaining('SIGABRT') }]);
  });
});
