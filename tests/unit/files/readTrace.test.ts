import { mkdirSync, mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { readTrace } from '../../../main/files/readTrace.ts';

const folder = mkdtempSync(join(tmpdir(), 'inferneo-trace-'));
afterAll(() => rmSync(folder, { recursive: true }));

function file(name: string, text: string): string {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
}

describe('readTrace', () => {
  it('reads a recording in pieces, characters of several bytes included', async () => {
    const lines = Array.from({ length: 60_000 }, (_, index) => `${index / 10},${index + 1},${7},"naïve – ${index}"`);
    const path = file('long.csv', `timestamp,prompt_tokens,output_tokens,remark\n${lines.join('\n')}\n`);
    const read = await readTrace(path);
    if ('failure' in read) throw new Error(read.failure.reason);
    expect(read.trace.count).toBe(60_000);
    expect(read.trace.instantsMs[59_999]).toBeCloseTo(5_999_900, 6);
    expect(read.trace.promptTokens?.[59_999]).toBe(60_000);
  });

  it('names file, line and value of what makes no sense', async () => {
    const path = file('wrong.csv', 'timestamp,prompt_tokens\n0,5\n1,many\n');
    expect(await readTrace(path)).toMatchObject({
      failure: {
        reason: `${path}: the trace’s line 3, column "prompt_tokens" is "many"`,
        remedy: expect.stringContaining('whole number of tokens'),
      },
    });
  });

  it('says what is wrong with a file that is none, and what to do', async () => {
    const missing = join(folder, 'missing.csv');
    expect(await readTrace(missing)).toMatchObject({
      failure: { reason: `${missing}: it cannot be read`, remedy: expect.stringContaining('there is no such file') },
    });
    mkdirSync(join(folder, 'sub'));
    expect(await readTrace(join(folder, 'sub'))).toMatchObject({
      failure: { reason: expect.stringContaining('it is a folder'), remedy: expect.stringContaining('path of a file') },
    });
    expect(await readTrace('/dev/zero')).toMatchObject({
      failure: { reason: '/dev/zero: it is no file but a device' },
    });
    expect(await readTrace(file('empty.csv', ''))).toMatchObject({
      failure: { reason: expect.stringContaining('the trace has no request to send') },
    });
  });

  it('refuses a file beyond four gibibytes before it reads it', async () => {
    const path = file('huge.csv', '');
    truncateSync(path, 2 ** 32 + 1);
    expect(await readTrace(path)).toMatchObject({
      failure: {
        reason: `${path}: it has 4294967297 bytes, more than 4294967296`,
        remedy: expect.stringMatching(/^Cut/),
      },
    });
  });
});
