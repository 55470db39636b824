import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type ResultDocument, resultDocument } from '../../../core/contract/resultDocument.ts';
import { runCommand, startCommand, temporaryDirectory } from './commandLine.ts';
import { processesOfGroup } from './processesOfGroup.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let data: string[];
beforeEach(() => {
  directory = temporaryDirectory();
  data = ['--data-dir', join(directory.path, 'data')];
});
afterEach(() => directory.remove());

const dummy = ['--target', 'dummy', '--model', 'dummy_small', '--scenario', 'latency/single_request'];

function readDocument(path: string): ResultDocument {
  return resultDocument.parse(JSON.parse(readFileSync(path, 'utf8')));
}

describe('run', () => {
  it('runs the embedded engine and says that its weights are synthetic and no GPU was there', async () => {
    const json = join(directory.path, 'out.json');
    const engine = ['--target', 'onnx', '--model', 'distilgpt2', '--scenario', 'latency/single_request'];
    const small = ['--duration', '2', '--set', 'promptTokens=8', '--set', 'outputTokens=4', '--no-report'];
    expect((await runCommand('run', ...engine, ...small, '--json', json, ...data)).code).toBe(0);
    const { run, steps } = readDocument(json);
    expect(run.fingerprint.engines).toMatchObject([
      { model: 'distilgpt2', parameters: 81_912_576, weights: 'synthetic', provider: 'cpu' },
    ]);
    const [step] = steps;
    expect(step?.ttftMs?.count).toBeGreaterThan(0);
    expect(step?.tpotMs?.count).toBe(step?.requests.ok);
    expect(step?.memory).toMatchObject({ of: 'engine process' });
    const hasGpu = 'driverVersion' in run.fingerprint.gpu;
    expect(step?.gpu).toHaveProperty(hasGpu ? 'devices' : 'absent');
  });

  it('keeps what was measured when interrupted, ends with 130 and leaves no process', async () => {
    const command = startCommand(['run', ...dummy, '--duration', '60', '--set', 'warmupSeconds=0', ...data]);
    await command.untilError('then measuring');
    // Requests of 5 ms each: of a second some are there on any machine. Figures so far are told every ten seconds only.
    await pause(1000);
    const group = command.child.pid ?? 0;
    // Twice, as from a terminal and from the npm that started it.
    process.kill(-group, 'SIGINT');
    process.kill(-group, 'SIGINT');
    const end = await command.end;
    expect(end.code).toBe(130);
    expect(processesOfGroup(group)).toEqual([]);
    const list = JSON.parse((await runCommand('history', 'list', '--json', ...data)).out);
    expect(list).toMatchObject([{ status: 'interrupted' }]);
    const shown = JSON.parse((await runCommand('history', 'show', 'latest', '--json', ...data)).out);
    expect(shown.steps).toMatchObject([{ interrupted: true }]);
    expect(shown.steps[0].requests.ok).toBeGreaterThan(0);
  });

  it('carries the plan on after an engine that was killed in mid-run, and ends with 4', async () => {
    const json = join(directory.path, 'out.json');
    const plan = [
      '--target',
      'onnx',
      '--model',
      'distilgpt2',
      '--scenario',
      'latency/concurrent_requests',
      '--concurrency',
      '1,2',
    ];
    const load = ['--duration', '3', '--set', 'promptTokens=8', '--set', 'outputTokens=4', '--no-report'];
    const command = startCommand(['run', ...plan, ...load, '--json', json, ...data]);
    await command.untilError('then measuring');
    const engine = processesOfGroup(command.child.pid ?? 0).find(({ command: line }) => line.includes('engine.cjs'));
    process.kill(engine?.processId ?? 0, 'SIGKILL');
    expect((await command.end).code).toBe(4);
    const { run, steps } = readDocument(json);
    expect(run.status).toBe('completed');
    expect(steps[0]?.failure?.reason).toContain('engine process was ended by SIGKILL');
    expect(steps[0]?.validity.verdict).toBe('invalid');
    expect(steps[1]?.failure).toBeUndefined();
    expect(steps[1]?.requests.ok).toBeGreaterThan(0);
  });

  it('refuses what does not exist with the nearest names, and stores nothing', async () => {
    const end = await runCommand(
      'run',
      '--target',
      'dummy',
      '--model',
      'dumy_small',
      '--scenario',
      'latency/singel_request',
      ...data,
    );
    expect(end.code).toBe(2);
    expect(end.error).toContain('Did you mean dummy_small');
    expect(end.error).toContain('Did you mean latency/single_request');
    expect(JSON.parse((await runCommand('history', 'list', '--json', ...data)).out)).toEqual([]);
  });

  it('tells all five mistakes of a configuration', async () => {
    writeFileSync(
      join(directory.path, 'models.json'),
      JSON.stringify({ models: { a: { name: '', type: 'dumy', latency_ms: 0, batch_sizes: [0], surname: 1 } } }),
    );
    const end = await runCommand('config', 'validate', '--config', directory.path);
    expect(end.code).toBe(2);
    expect(end.error).toContain('5 problems');
    for (const path of ['name', 'type', 'latency_ms', 'batch_sizes[0]', 'surname'])
      expect(end.error).toContain(`models.a.${path}`);
  });

  it('refuses a data directory that is a file, and one that another run writes to', async () => {
    const file = join(directory.path, 'file');
    writeFileSync(file, 'not a directory');
    const refused = await runCommand('run', ...dummy, '--duration', '1', '--data-dir', file);
    expect(refused.code).toBe(2);
    expect(refused.error).toContain(file);
    const first = startCommand(['run', ...dummy, '--duration', '30', '--set', 'warmupSeconds=0', ...data]);
    await first.untilError('then measuring');
    const second = await runCommand('run', ...dummy, '--duration', '1', ...data);
    expect(second.code).toBe(2);
    expect(second.error).toContain(`${first.child.pid}`);
    // Reading goes on beside a writer.
    expect((await runCommand('history', 'list', ...data)).out).toContain('running');
    first.child.kill('SIGINT');
    expect((await first.end).code).toBe(130);
  });

  it('writes the document where its report cannot be written, and says so with 4', async () => {
    mkdirSync(join(directory.path, 'data'));
    writeFileSync(join(directory.path, 'data/reports'), 'not a directory');
    const json = join(directory.path, 'out.json');
    const end = await runCommand('run', ...dummy, '--duration', '0.5', '--json', json, ...data);
    expect(end.code).toBe(4);
    expect(end.error).toContain(join(directory.path, 'data/reports/latest'));
    expect(readDocument(json).run.status).toBe('completed');
  });

  it('refuses a document that could not be written before it measures', async () => {
    const end = await runCommand('run', ...dummy, '--json', join(directory.path, 'absent/out.json'), ...data);
    expect(end.code).toBe(2);
    expect(end.error).toContain('absent/out.json');
    expect(existsSync(join(directory.path, 'data'))).toBe(false);
  });

  it('fails a gate with 1', async () => {
    const end = await runCommand('run', ...dummy, '--duration', '1', '--no-report', '--fail-on', 'suspect', ...data);
    expect(end.code).toBe(1);
  });
});

describe('report', () => {
  it('writes every format that needs no browser, and says when there is no run', async () => {
    const none = await runCommand('report', '--run', 'latest', ...data);
    expect(none.code).toBe(2);
    await runCommand('run', ...dummy, '--duration', '1', '--no-report', ...data);
    const out = join(directory.path, 'out');
    const end = await runCommand('report', '--run', '1', '--format', 'html,md,csv,json', '--out', out, ...data);
    expect(end.code).toBe(0);
    for (const extension of ['html', 'md', 'csv', 'json']) {
      expect(readFileSync(join(out, `report.${extension}`), 'utf8')).toMatch(/dummy\\?_small/);
    }
    readDocument(join(out, 'report.json'));
  });
});
