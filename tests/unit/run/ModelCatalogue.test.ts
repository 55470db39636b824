import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bench } from '../../../main/run/service/Bench.ts';
import { ScriptedWorkers, type WorkerScript } from './ScriptedWorkers.ts';

const bundledConfiguration = resolve(import.meta.dirname, '../../../config');
const silent: WorkerScript = () => undefined;
const store: WorkerScript = (command, { tell }) => {
  if (command.type === 'open') tell({ type: 'opened', databasePath: 'd', interruptedRuns: [] });
};
const card = { kind: 'onnx', task: 'run', parameters: 12, canBatch: false, neededMemoryBytes: 1000 };
const engine: WorkerScript = (command, { tell }) => {
  if (command.type === 'inspect') tell({ type: 'inspected', card });
  if (command.type === 'dryRun') tell({ type: 'dryRan', dryRun: { loadMs: 1, runMs: 2, outputs: [] } });
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-models-'));
  writeFileSync(join(directory, 'mine.onnx'), 'model');
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function open(script: WorkerScript = engine, configurationDirectory?: string): Promise<Bench> {
  return Bench.open({
    paths: { bundles: '', bundledConfiguration, dataDirectory: directory, cacheDirectory: directory },
    productVersion: '0',
    startWorker: new ScriptedWorkers({ store, telemetry: silent, engine: script, runner: silent }).start,
    ownerName: 'a test',
    ...(configurationDirectory === undefined ? {} : { configurationDirectory }),
  });
}

const mine = () => ({ id: 'mine', name: 'Mine', path: join(directory, 'mine.onnx'), inputs: {} });
const ownFile = () => join(directory, 'config', 'models.json');

describe('models of the user', () => {
  it('are added to a copy of the bundled file, can be planned at once, and are still there the next time', async () => {
    const bench = await open();
    expect(await bench.addModel(mine())).toEqual({ added: true });
    expect(readdirSync(join(directory, 'config'))).toEqual(['models.json']);
    expect(Object.keys(JSON.parse(readFileSync(ownFile(), 'utf8')).models)).toContain('gpt2-int8');
    const again = await open();
    expect(again.configurationProblems).toEqual([]);
    for (const one of [bench, again]) {
      expect((await one.planChoices()).targets[0]?.models).toContain('mine');
      const entry = (await one.listModels()).find(({ id }) => id === 'mine');
      expect(entry).toMatchObject({ isBundled: false, card, configuration: { type: 'onnx', parameters: 12 } });
    }
    const { steps, problems } = await again.resolvePlan({
      name: 'test',
      cells: [{ target: 'onnx', model: 'mine', scenario: 'latency/single_request' }],
      load: {},
      seed: 1,
    });
    expect(problems).toEqual([]);
    expect(steps[0]?.model).toMatchObject({ type: 'onnx', path: mine().path, task: 'run', neededMemoryBytes: 1000 });
  });

  it('are deleted again, with every mention of them; bundled ones stay', async () => {
    const bench = await open();
    await bench.addModel(mine());
    const file = JSON.parse(readFileSync(ownFile(), 'utf8'));
    writeFileSync(ownFile(), JSON.stringify({ ...file, default_models: ['gpt2', 'mine'] }));
    expect(await bench.deleteModel('mine')).toEqual({ deleted: true });
    expect(JSON.parse(readFileSync(ownFile(), 'utf8')).default_models).toEqual(['gpt2']);
    expect(bench.configuration.models.models).not.toHaveProperty('mine');
    expect(existsSync(mine().path)).toBe(true);
    expect(await bench.deleteModel('mine')).toMatchObject({ failure: { reason: expect.stringContaining('"mine"') } });
    expect(await bench.deleteModel('gpt2')).toMatchObject({
      failure: { reason: expect.stringContaining('came with the product') },
    });
  });

  it('change nothing of a file that is broken', async () => {
    const bench = await open();
    mkdirSync(join(directory, 'config'));
    writeFileSync(ownFile(), '{ "models": {');
    const refused = await bench.addModel(mine());
    expect(refused).toMatchObject({ failure: { reason: expect.stringContaining(ownFile()) } });
    expect(await bench.deleteModel('mine')).toHaveProperty('failure');
    expect(readFileSync(ownFile(), 'utf8')).toBe('{ "models": {');
  });

  it('change nothing of a directory that was named for one program alone', async () => {
    const own = join(directory, 'named');
    mkdirSync(own);
    const text = JSON.stringify({ models: { gpt2: { name: 'GPT-2', type: 'transformer' } } });
    writeFileSync(join(own, 'models.json'), text);
    const bench = await open(engine, own);
    expect(await bench.addModel(mine())).toMatchObject({ failure: { reason: expect.stringContaining(own) } });
    expect(readFileSync(join(own, 'models.json'), 'utf8')).toBe(text);
    expect(existsSync(ownFile())).toBe(false);
  });

  it('are refused with an id that is taken, and with a file that cannot be read', async () => {
    const failure = { reason: 'mine.onnx is text', remedy: 'Export it again' };
    const bench = await open((command, { tell }) => {
      if (command.type === 'inspect') tell({ type: 'failed', failure });
    });
    expect(await bench.addModel(mine())).toEqual({ failure });
    expect(await bench.inspectModel(mine())).toEqual({ failure });
    expect(await bench.dryRunModel(mine())).toEqual({ failure });
    expect(await bench.addModel({ ...mine(), id: 'gpt2' })).toMatchObject({
      failure: { reason: expect.stringContaining('gpt2') },
    });
    expect(await bench.inspectModel({ path: join(directory, 'nothing.onnx'), inputs: {} })).toMatchObject({
      failure: { reason: expect.stringContaining('nothing.onnx') },
    });
    expect(existsSync(ownFile())).toBe(false);
  });

  it('are tried in a process that is thrown away, whose death is the answer', async () => {
    expect(await (await open()).dryRunModel(mine())).toEqual({ dryRun: { loadMs: 1, runMs: 2, outputs: [] } });
    const dying = await open((command, hands) => {
      if (command.type === 'dryRun') hands.end({ signal: 'SIGSEGV' });
      else engine(command, hands);
    });
    expect(await dying.dryRunModel(mine())).toMatchObject({ failure: { reason: expect.stringContaining('SIGSEGV') } });
  });

  it('may be two at once, and none is lost', async () => {
    const bench = await open();
    await Promise.all([
      bench.addModel(mine()),
      bench.addModel({ ...mine(), id: '__proto__' }),
      bench.addModel({ ...mine(), id: 'b' }),
    ]);
    const written = Object.keys(JSON.parse(readFileSync(ownFile(), 'utf8')).models);
    expect(written).toEqual(expect.arrayContaining(['mine', '__proto__', 'b']));
  });
});
