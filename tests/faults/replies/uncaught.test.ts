import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { temporaryDirectory } from '../../integration/cli/commandLine.ts';
import { inCommandLine, runWith, shown } from './plantedExceptions.ts';

let directory: ReturnType<typeof temporaryDirectory>;

beforeEach(() => {
  directory = temporaryDirectory();
});
afterEach(() => directory.remove());

describe('an exception that nobody caught', () => {
  it('in the command line: code 4, in words, and what was measured is stored', async () => {
    const end = await runWith(inCommandLine("throw new RangeError('planted')"), directory.path);
    expect(end).toMatchObject({ code: 4, signal: null });
    expect(end.error).toContain('This was not foreseen, please report it: RangeError: planted');
    expect(end.error).toContain('what it had measured is stored');
    const { list, show } = await shown(directory.path);
    expect(list).toContain('interrupted');
    expect(show).toMatch(/requests/i);
  });
});
