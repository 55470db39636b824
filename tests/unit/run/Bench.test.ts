import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { Bench } from '../../../main/run/service/Bench.ts';
import { ScriptedWorkers, type WorkerScript } from './ScriptedWorkers.ts';

const silent: WorkerScript = () => undefined;
const telemetry: WorkerScript = (command, { tell }) => {
  if (command.type === 'probeGpu') tell({ type: 'gpuPresence', presence: { present: false, reason: 'no GPU' } });
};

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-service-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

function open(store: WorkerScript, configurationDirectory?: string): Promise<Bench> {
  return Bench.open({
    paths: {
      bundles: '',
      bundledConfiguration: resolve(import.meta.dirname, '../../../config'),
      dataDirectory: directory,
      cacheDirectory: directory,
    },
    productVersion: '0',
    startWorker: new ScriptedWorkers({ store, telemetry, engine: silent, runner: silent }).start,
    ownerName: 'a test',
    ...(configurationDirectory === undefined ? {} : { configurationDirectory }),
  });
}

const request = {
  name: 'test',
  cells: [{ target: 'dummy', model: 'dummy_small', scenario: 'latency/single_request' }],
  load: {},
  seed: 1,
};

describe('Bench', () => {
  it('tells of a database that was set aside and of runs that were left unfinished', async () => {
    const bench = await open((command, { tell }) => {
      if (command.type !== 'open') return;
      tell({ type: 'opened', databasePath: 'd', interruptedRuns: ['r1', 'r2'], setAside: '/data/damaged.sqlite' });
    });
    const { notices } = await bench.machineFacts();
    expect(notices).toHaveLength(2);
    expect(notices[0]).toContain('/data/damaged.sqlite');
    expect(notices[1]).toContain('r1, r2');
  });

  it('opens without a store, says why, and starts nothing that could not be kept', async () => {
    const failure = { reason: 'Another program writes there', remedy: 'Close it' };
    const bench = await open((command, { tell }) => {
      if (command.type === 'open') tell({ type: 'openFailed', failure });
    });
    expect((await bench.machineFacts()).storeFailure).toEqual(failure);
    expect(await bench.startRun(request)).toMatchObject({ started: false, failure });
    await expect(async () => bench.listRuns({ limit: 1, offset: 0 })).rejects.toThrow('Another program writes there');
  });

  it('opens with the bundled configuration when the user’s own has problems, and tells them', async () => {
    writeFileSync(join(directory, 'models.json'), '{');
    const bench = await open((command, { tell }) => {
      if (command.type === 'open') tell({ type: 'opened', databasePath: 'd', interruptedRuns: [] });
    }, directory);
    expect(bench.configurationProblems).toMatchObject([{ file: join(directory, 'models.json') }]);
    expect(Object.keys(bench.configuration.models.models)).toContain('gpt2');
  });

  it('does not start a run with a problem, nor a second one beside a first', async () => {
    const bench = await open((command, { tell }) => {
      if (command.type === 'open') tell({ type: 'opened', databasePath: 'd', interruptedRuns: [] });
    });
    const wrong = { ...request, cells: [{ target: 'dummy', model: 'nothing', scenario: 'latency/single_request' }] };
    expect(await bench.startRun(wrong)).toMatchObject({ started: false, plan: { problems: [{ severity: 'error' }] } });
    expect(await bench.startRun(request)).toMatchObject({ started: true });
    expect(await bench.startRun(request)).toMatchObject({
      started: false,
      failure: { remedy: 'Wait for its end, or stop it first.' },
    });
  });
});
