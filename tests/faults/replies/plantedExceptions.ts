import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect } from 'vitest';
import { type CommandEnd, runCommand, startCommand } from '../../integration/cli/commandLine.ts';

/** In the command line's process: fails once the first records have come and are with the store. */
export const inCommandLine = (fail: string): string => `
  const processes = require('node:child_process');
  const { fork } = processes;
  let hasFailed = false;
  processes.fork = (...given) => {
    const child = fork(...given);
    child.on('message', ({ type }) => {
      if (type !== 'records' || hasFailed) return;
      hasFailed = true;
      setTimeout(() => { ${fail}; }, 100);
    });
    return child;
  };`;

/** In a worker: fails when it is told what is named, for so many times. */
export const inWorker = (worker: string, told: string, times: number): string => `
  if (process.send === undefined) {
    const processes = require('node:child_process');
    const { fork } = processes;
    processes.fork = (path, list, options) =>
      fork(path, list, path.endsWith('/${worker}.cjs') ? { ...options, execArgv: ['--require', __filename] } : options);
  } else {
    let count = 0;
    process.on('message', ({ type, name }) => {
      if ((name ?? type) === '${told}' && ++count === ${times}) setTimeout(() => { throw new RangeError('planted'); }, 500);
    });
  }`;

/** A run of three seconds into which a fault of the program itself is planted. */
export async function runWith(plant: string, directory: string): Promise<CommandEnd> {
  const file = join(directory, 'plant.cjs');
  writeFileSync(file, plant);
  const { end } = startCommand(
    [
      ...['run', '--target', 'dummy', '--model', 'dummy_small', '--scenario', 'latency/single_request'],
      ...['--duration', '3', '--no-report', '--data-dir', directory],
    ],
    { NODE_OPTIONS: `--require=${file}` },
  );
  return end;
}

/** What is stored can be listed and shown. */
export async function shown(directory: string): Promise<{ list: string; show: string }> {
  const [list, show] = await Promise.all([
    runCommand('history', 'list', '--data-dir', directory),
    runCommand('history', 'show', 'latest', '--data-dir', directory),
  ]);
  expect([list.code, show.code]).toEqual([0, 0]);
  return { list: list.out, show: show.out };
}
