import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { inCommandLine, inWorker, runWith, shown } from '../faults/replies/plantedExceptions.ts';
import { temporaryDirectory } from '../integration/cli/commandLine.ts';

let directory: ReturnType<typeof temporaryDirectory>;

beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

describe('an exception that nobody caught', () => {
  it('in the command line, in a promise: code 4, in words, and what was measured is stored', async () => {
    const end = await runWith(inCommandLine("Promise.reject(new RangeError('planted'))"), directory.path);
    expect(end).toMatchObject({ code: 4, signal: null });
    expect(end.error).toContain('This was not foreseen, please report it: RangeError: planted');
    expect(end.error).toContain('what it had measured is stored');
    const { list, show } = await shown(directory.path);
    expect(list).toContain('interrupted');
    expect(show).toMatch(/requests/i);
  });

  it('in the runner: code 4, in words, and what was measured is stored', async () => {
    const end = await runWith(inWorker('runner', 'startStep', 1), directory.path);
    expect(end).toMatchObject({ code: 4, signal: null });
    expect(end.error + end.out).toMatch(/The runner process ended with exit code 1/);
    expect(end.error + end.out).toContain('RangeError: planted');
    expect((await shown(directory.path)).list).toContain('failed');
  });

  it('in the store: code 4, in words, and the run is there', async () => {
    const end = await runWith(inWorker('store', 'appendRecords', 1), directory.path);
    expect(end).toMatchObject({ code: 4, signal: null });
    expect(end.error).toContain('The store process ended with exit code 1');
    expect(end.error).toContain('RangeError: planted');
    expect((await shown(directory.path)).list).toContain('interrupted');
  });

  it('in telemetry: the run goes on without the machine’s figures', async () => {
    const end = await runWith(inWorker('telemetry', 'start', 1), directory.path);
    expect(end).toMatchObject({ code: 0, signal: null });
    expect(end.error).toContain('the telemetry process ended (exit code 1)');
    expect((await shown(directory.path)).list).toContain('completed');
  });
});
