import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ServerEntry } from '../../../core/contract/ipc.ts';
import { chooseConfiguration } from '../../../main/run/configuration/loadConfiguration.ts';
import { Bench } from '../../../main/run/service/Bench.ts';
import { ScriptedWorkers, type WorkerScript } from './ScriptedWorkers.ts';

const bundledConfiguration = resolve(import.meta.dirname, '../../../config');
const silent: WorkerScript = () => undefined;
const telemetry: WorkerScript = (command, { tell }) => {
  if (command.type === 'probeGpu') tell({ type: 'gpuPresence', presence: { present: false, reason: 'no GPU' } });
};
const store: WorkerScript = (command, { tell }) => {
  if (command.type === 'open') tell({ type: 'opened', databasePath: 'd', interruptedRuns: [] });
};
const target = 'openai=http://127.0.0.1:8000';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-servers-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const paths = () => ({ bundles: '', bundledConfiguration, dataDirectory: directory, cacheDirectory: directory });
const ownFile = () => join(directory, 'config', 'servers.json');
const written = () => JSON.parse(readFileSync(ownFile(), 'utf8'));

function open(configurationDirectory?: string): Promise<Bench> {
  return Bench.open({
    paths: paths(),
    productVersion: '0',
    startWorker: new ScriptedWorkers({ store, telemetry, engine: silent, runner: silent }).start,
    ownerName: 'a test',
    ...(configurationDirectory === undefined ? {} : { configurationDirectory }),
  });
}

async function serversOf(bench: Bench) {
  const { targets } = await bench.planChoices();
  return targets.filter(({ serverName }) => serverName !== undefined);
}

describe('servers of the user', () => {
  it('are kept in the data directory, where they can be planned at once and by whoever reads the configuration', async () => {
    const bench = await open();
    expect(await bench.putServer({ target: `${target}/v1/`, models: ['a'] })).toEqual({ saved: true });
    expect(readdirSync(join(directory, 'config'))).toEqual(['servers.json']);
    expect(written()).toEqual({ servers: { '127.0.0.1:8000': { address: target, models: ['a'] } } });
    for (const one of [bench, await open()]) {
      expect(one.configurationProblems).toEqual([]);
      expect(await serversOf(one)).toEqual([
        { name: target, engine: 'openai', models: ['a'], serverName: '127.0.0.1:8000' },
      ]);
    }
    expect((await chooseConfiguration(paths(), undefined)).outcome).toMatchObject({
      configuration: { servers: written() },
    });
  });

  it('are one for each address, keep the name that they have, and are put back as they were', async () => {
    mkdirSync(join(directory, 'config'));
    writeFileSync(ownFile(), JSON.stringify({ servers: { lab: { address: `${target}/v1`, models: ['a'] } } }));
    const bench = await open();
    await bench.putServer({ target, models: ['a', 'b', 'a'] });
    expect(written()).toEqual({ servers: { lab: { address: target, models: ['a', 'b'] } } });
    expect(await bench.removeServer(target)).toEqual({ removed: true });
    expect(written()).toEqual({ servers: {} });
    expect(await bench.removeServer(target)).toMatchObject({ failure: { reason: expect.stringContaining(target) } });
    await bench.putServer({ name: 'lab', target, models: ['a'] });
    expect(Object.keys(written().servers)).toEqual(['lab']);
  });

  it('may be several at once, and none is lost', async () => {
    const bench = await open();
    const entries: ServerEntry[] = [
      { target, models: ['a'] },
      { target: 'openai=https://127.0.0.1:8000', models: [] },
      { name: '__proto__', target: 'openai=http://other/team/v1', models: [] },
      { target: 'openai=http://other/team/two', models: [] },
    ];
    await Promise.all(entries.map((entry) => bench.putServer(entry)));
    expect(Object.keys(written().servers)).toEqual([
      '127.0.0.1:8000',
      '127.0.0.1:8000-2',
      '__proto__',
      'other-team-two',
    ]);
  });

  it.each([
    ['openai=http://user:secret@host', 'has a user name or password'],
    ['openai=localhost', 'where an address belongs'],
    ['triton=http://host', 'does not speak to'],
    ['onnx', 'is a target of this program'],
    ['nothing', 'is no target'],
  ])('are refused with %s, and nothing is written', async (wrong, message) => {
    const outcome = await (await open()).putServer({ target: wrong, models: [] });
    expect(outcome).toMatchObject({ failure: { reason: expect.stringContaining(message) } });
    expect(JSON.stringify(outcome)).not.toContain('secret');
    expect(existsSync(ownFile())).toBe(false);
  });

  it('change nothing of a file that is broken, nor of a directory that was named for one program alone', async () => {
    const bench = await open();
    mkdirSync(join(directory, 'config'));
    writeFileSync(ownFile(), '{ "servers": {');
    expect(await bench.putServer({ target, models: [] })).toMatchObject({
      failure: { reason: expect.stringContaining(ownFile()) },
    });
    expect(readFileSync(ownFile(), 'utf8')).toBe('{ "servers": {');
    const named = await open(bundledConfiguration);
    expect(await named.putServer({ target, models: [] })).toMatchObject({
      failure: { remedy: 'Edit its servers.json, or start without --config.' },
    });
  });

  it('do not change what a run is compared by', async () => {
    const bench = await open();
    const before = await bench.machineFacts();
    await bench.putServer({ target, models: ['a'] });
    const { configurationHash } = (await bench.machineFacts()).fingerprint;
    expect(configurationHash).toBe(before.fingerprint.configurationHash);
  });
});

describe('servers.json', () => {
  async function problemsOf(servers: object) {
    mkdirSync(join(directory, 'config'), { recursive: true });
    writeFileSync(ownFile(), JSON.stringify({ servers }));
    const { outcome } = await chooseConfiguration(paths(), undefined);
    const problems = 'problems' in outcome ? outcome.problems : [];
    expect(problems.every(({ file }) => file === ownFile())).toBe(true);
    return problems.map(({ path, value, message, remedy }) => [path, value, message, remedy]);
  }

  it('is refused with every address, name and list that is wrong, and no secret is quoted', async () => {
    const problems = await problemsOf({
      one: { address: 'openai=http://user:secret@host', models: [] },
      two: { address: 'http://host', models: [] },
      three: { address: target, models: 'a' },
      four: { address: `${target}/v1`, models: [] },
      'a,b': { address: 'openai=http://host', models: [] },
      dummy: { address: 'dummy', models: [] },
      openai: { address: 'openai=http://another', models: [], key: 'k' },
    });
    expect(problems.map(([path]) => path)).toEqual([
      'servers.three.models',
      'servers.openai.key',
      'servers.one.address',
      'servers.two.address',
      'servers.four.address',
      'servers.a,b',
      'servers.dummy',
      'servers.dummy.address',
      'servers.openai',
    ]);
    expect(JSON.stringify(problems)).not.toContain('secret');
    expect(problems.find(([path]) => path === 'servers.four.address')).toEqual([
      'servers.four.address',
      `"${target}/v1"`,
      'is the address of "three" as well',
      'Put its models there, and remove "four".',
    ]);
  });

  it('names servers for the plan, for a reference as well; a name that is nearly one is told', async () => {
    expect(await problemsOf({ lab: { address: `${target}/v1`, models: ['a'] } })).toEqual([]);
    const bench = await open();
    const plan = (name: string) =>
      bench.resolvePlan({
        name: 'test',
        cells: [{ target: name, model: 'a', scenario: 'latency/single_request' }],
        load: { reference: 'lab/org/b' },
        seed: 1,
      });
    const { steps, problems } = await plan('lab');
    expect(problems).toEqual([]);
    expect(steps[0]).toMatchObject({ target, model: { id: 'a' }, reference: { target, model: { id: 'org/b' } } });
    expect((await plan('lap')).problems).toMatchObject([{ value: 'lap', remedy: 'Did you mean lab?' }, {}]);
  });
});
