import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { removeReports, unwritableFile, writeReports } from '../../../main/cli/writeReports.ts';
import { FailureError } from '../../../main/run/sessions/FailureError.ts';
import { sampleDocument } from '../../fixtures/report/sampleDocument.ts';

let directory: string;
beforeEach(() => {
  directory = mkdtempSync(join(tmpdir(), 'inferneo-bench-reports-'));
});
afterEach(() => rmSync(directory, { recursive: true, force: true }));

const noPrinter = () => Promise.reject(new Error('nothing is printed here'));
const document = sampleDocument();

describe('writeReports', () => {
  it('says what could not be written, and where else to write it, when the directory is a file', async () => {
    const file = join(directory, 'file');
    writeFileSync(file, '');
    const failure = await writeReports(document, ['json'], join(file, 'reports'), noPrinter, true).catch(
      (error) => error,
    );
    expect(failure).toBeInstanceOf(FailureError);
    expect(failure.failure.reason).toContain(join(file, 'reports'));
    expect(failure.failure.remedy).toContain('--out DIR');
    expect(failure.failure.remedy).toContain('The run itself is stored.');
    const unstored = await writeReports(document, ['json'], join(file, 'reports'), noPrinter, false).catch(
      (error) => error,
    );
    expect(unstored.failure.remedy).toContain('The run itself is not stored to its end either');
  });

  it('leaves no unfinished file when a file cannot take its place', async () => {
    mkdirSync(join(directory, 'report.json/taken'), { recursive: true });
    await expect(writeReports(document, ['json'], directory, noPrinter, true)).rejects.toThrow(FailureError);
    expect(readdirSync(directory)).toEqual(['report.json']);
  });
});

describe('removeReports', () => {
  it('removes the report in every format and nothing else', async () => {
    for (const name of ['report.pdf', 'report.html', 'notes.md']) writeFileSync(join(directory, name), '');
    await removeReports(directory, true);
    expect(readdirSync(directory)).toEqual(['notes.md']);
    await removeReports(join(directory, 'absent'), true);
    expect(existsSync(join(directory, 'absent'))).toBe(false);
  });
});

describe('unwritableFile', () => {
  it('speaks of what cannot be written, and writes nothing', () => {
    expect(unwritableFile(directory)).toContain('is a folder');
    expect(unwritableFile(join(directory, 'absent/out.json'))).toContain('ENOENT');
    expect(unwritableFile(join(directory, 'out.json'))).toBeUndefined();
    expect(readdirSync(directory)).toEqual([]);
  });
});
