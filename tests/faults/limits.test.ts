import { execFile, execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { startCommand, temporaryDirectory } from '../integration/cli/commandLine.ts';
import { processesOfGroup } from '../integration/cli/processesOfGroup.ts';

let directory: ReturnType<typeof temporaryDirectory>;
let data: string[];
beforeEach(() => {
  directory = temporaryDirectory();
  data = ['--data-dir', join(directory.path, 'data')];
});
afterEach(() => directory.remove());

const run = ['run', '--scenario', 'latency/single_request', '--duration', '0.2', '--no-report'];

/** Runs a command to its end; nothing of it may be left. */
async function endOf(arguments_: readonly string[], environment?: Record<string, string>) {
  const command = startCommand(arguments_, environment);
  const end = await command.end;
  expect(processesOfGroup(command.child.pid ?? Number.NaN)).toEqual([]);
  expect(end.error).not.toContain('not foreseen');
  return end;
}

describe('pipes in the place of files', () => {
  it('are refused at once, with 2', async () => {
    const pipe = join(directory.path, 'pipe.onnx');
    execFileSync('mkfifo', [pipe]);
    const dummy = ['--target', 'dummy', '--model', 'dummy_small'];
    const simulation = ['run', ...dummy, '--scenario', 'production/real_world_simulation', '--set', `traffic=${pipe}`];
    const ends = await Promise.all([
      endOf([...run, '--target', 'onnx', '--model', pipe, ...data]),
      endOf([...simulation, '--duration', '1', ...data]),
      endOf(['serve', '--protocol', 'openai', '--model', pipe, '--port', '0', ...data]),
      endOf([...run, ...dummy, '--json', pipe, ...data]),
    ]);
    for (const { code, error } of ends) {
      expect(error).toMatch(/is no file but a pipe|is a pipe, and a file is needed/);
      expect(error).toContain(pipe);
      expect(code).toBe(2);
    }
  });
});

describe('pipes in the place of what a data directory holds', () => {
  it.each([
    'inferneo-bench.sqlite',
    'inferneo-bench.sqlite-journal',
    'inferneo-bench.sqlite-wal',
    'inferneo-bench.lock',
  ])('%s is named at once, with 2', async (name) => {
    const place = join(directory.path, 'data');
    mkdirSync(place);
    if (name.includes('sqlite-')) writeFileSync(join(place, 'inferneo-bench.sqlite'), '');
    execFileSync('mkfifo', [join(place, name)]);
    const reads = name.includes('sqlite');
    const ends = await Promise.all([
      endOf([...run, '--target', 'dummy', '--model', 'dummy_small', ...data]),
      ...(reads ? [endOf(['history', 'list', ...data])] : []),
    ]);
    for (const { code, error } of ends) {
      expect(error).toContain(`${join(place, name)} is no file.`);
      expect(error).toContain('it is no file but a pipe');
      expect(code).toBe(2);
    }
  });
});

describe('what the system does not allow', () => {
  it('more open files: named with its limit, and not code 1', async () => {
    const program = resolve(import.meta.dirname, '../../bin/inferneo-bench.js');
    const limited = ['-c', 'ulimit -n 30; exec "$0" "$@"', process.execPath, program];
    const given = [...run, '--target', 'dummy', '--model', 'dummy_small', ...data];
    const failure = await promisify(execFile)('/bin/sh', [...limited, ...given]).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 4, stderr: expect.stringContaining('ulimit -n 4096') });
  });

  it.skipIf(process.getuid?.() === 0)('a cache that cannot be written: named with its variable', async () => {
    const cache = join(directory.path, 'cache');
    mkdirSync(cache);
    chmodSync(cache, 0o500);
    const end = await endOf([...run, '--target', 'onnx', '--model', 'distilgpt2', ...data], {
      INFERNEO_BENCH_CACHE: cache,
    });
    expect(end.code).toBe(4);
    expect(end.out).toContain('INFERNEO_BENCH_CACHE');
  });

  it('a cache that is a file: named with its variable', async () => {
    const cache = join(directory.path, 'cache');
    writeFileSync(cache, '');
    const end = await endOf([...run, '--target', 'onnx', '--model', 'distilgpt2', ...data], {
      INFERNEO_BENCH_CACHE: cache,
    });
    expect(end.code).toBe(4);
    expect(end.error).toContain(`The cache directory ${cache} cannot be made`);
    expect(end.out).toContain('INFERNEO_BENCH_CACHE');
    expect(end.out).not.toContain('data directory');
  });
});
