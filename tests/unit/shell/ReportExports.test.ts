import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import { pdfPageOptions } from '../../../main/report/formats/pdfFormat.ts';
import { ReportExports, type ReportExportsOptions } from '../../../main/shell/exports/ReportExports.ts';

let directory: string;
beforeEach(async () => {
  directory = await mkdtemp(join(tmpdir(), 'report-exports-'));
});
afterEach(() => rm(directory, { recursive: true, force: true }));

const document = { run: { id: 'abc', number: 7 } } as ResultDocument;

function makeExports(changes: Partial<ReportExportsOptions> = {}) {
  const asked: unknown[] = [];
  const exports = new ReportExports({
    showRun: (run) => Promise.resolve(run === 'abc' ? document : null),
    formats: {
      html: { render: ({ run }) => Promise.resolve(`<p>${run.id}</p>`) },
      pdf: { render: ({ run }, print) => print(`<p>${run.id}</p>`, pdfPageOptions()) },
    },
    printPdf: (html) => Promise.resolve(Buffer.from(`%PDF ${html}`)),
    askPath: (path, format) => {
      asked.push([path, format]);
      return Promise.resolve(path);
    },
    directory,
    ...changes,
  });
  return { exports, asked };
}

describe('ReportExports', () => {
  it('writes the page where the user says, and remembers that', async () => {
    const { exports, asked } = makeExports();
    const path = join(directory, 'inferneo-bench-run-7.html');
    expect(await exports.export('abc', 'html')).toEqual({ saved: true, path });
    expect(asked).toEqual([[path, 'html']]);
    expect(await readFile(path, 'utf8')).toBe('<p>abc</p>');
    expect([exports.hasWritten(path), exports.hasWritten('/etc/passwd')]).toEqual([true, false]);
  });

  it('prints the page', async () => {
    const { exports } = makeExports();
    await exports.export('abc', 'pdf');
    expect(await readFile(join(directory, 'inferneo-bench-run-7.pdf'), 'utf8')).toBe('%PDF <p>abc</p>');
  });

  it('writes nothing when the user changes their mind, and prints nothing either', async () => {
    const { exports } = makeExports({
      askPath: () => Promise.resolve(undefined),
      printPdf: () => Promise.reject(new Error('printed')),
    });
    expect(await exports.export('abc', 'pdf')).toEqual({ saved: false });
    expect(await readdir(directory)).toEqual([]);
  });

  it.each([
    ['latest', 'Quick benchmark'],
    ['12', 'History'],
  ])('has no run %s and says what to do', async (run, remedy) => {
    const { exports, asked } = makeExports();
    await expect(exports.export(run, 'html')).rejects.toMatchObject({
      failure: { remedy: expect.stringContaining(remedy) },
    });
    expect(asked).toEqual([]);
  });

  it('says what to do when the place cannot be written to, and leaves nothing there', async () => {
    const { exports } = makeExports({ askPath: () => Promise.resolve(join(directory, 'missing', 'run.html')) });
    await expect(exports.export('abc', 'html')).rejects.toMatchObject({
      failure: { reason: expect.stringContaining('missing'), remedy: expect.stringContaining('another place') },
    });
    expect(await readdir(directory)).toEqual([]);
  });

  it('offers the page when the printer fails', async () => {
    const { exports } = makeExports({ printPdf: () => Promise.reject(new Error('no printer')) });
    await expect(exports.export('abc', 'pdf')).rejects.toMatchObject({
      failure: { remedy: expect.stringContaining('Export HTML'), detail: expect.stringContaining('no printer') },
    });
  });
});
