import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { PdfPrinter } from '../report/ReportFormat.ts';
import { FailureError } from '../run/sessions/FailureError.ts';
import type { CommandContext } from './Command.ts';

/**
 * A printer that needs no window: it sets up the Electron runtime where it or its system libraries are missing (its
 * progress goes to standard error) and lets it print one page.
 *
 * @param context its interrupt ends what the printer waits for.
 * @param again the command that prints this very report once what is missing is there.
 * @throws FailureError, from the printer, with the exact commands that mend it.
 */
export function printPdf({ productDirectory, writeError, interrupted }: CommandContext, again: string): PdfPrinter {
  const notPrinted = (why: string, detail: string): FailureError =>
    new FailureError({
      reason: `The PDF was not written: ${why}`,
      remedy: `Run "cd ${productDirectory} && npm run setup -- --for pdf", which says what is missing, then "${again}"`,
      detail: detail.trim(),
    });
  return async (html, options) => {
    let directory: string;
    try {
      directory = await mkdtemp(join(tmpdir(), 'inferneo-bench-print-'));
    } catch (error) {
      throw notPrinted('there is no place for its pages', error instanceof Error ? error.message : String(error));
    }
    const page = join(directory, 'report.html');
    const printed = join(directory, 'report.pdf');
    const script = (...parts: string[]): string => join(productDirectory, 'scripts', ...parts);
    const call = (...arguments_: string[]) => callNode(arguments_, productDirectory, writeError, interrupted);
    try {
      await writeFile(page, html);
      const setup = await call(script('setup', 'index.js'), '--for', 'pdf');
      if (setup.code !== 0) throw notPrinted('the Electron runtime that prints it could not be set up', setup.output);
      const entry = join(productDirectory, 'out', 'main', 'index.cjs');
      const arguments_ = ['--print-pdf', page, printed, '--options', JSON.stringify(options)];
      const print = await call(script('launch', 'index.js'), entry, ...arguments_);
      if (print.code !== 0) throw notPrinted('the Electron runtime could not print it', print.output);
      return await readFile(printed);
    } finally {
      await rm(directory, { recursive: true, force: true });
    }
  };
}

const keptCharacters = 4000;

function callNode(
  arguments_: readonly string[],
  directory: string,
  writeError: (text: string) => void,
  signal: AbortSignal,
): Promise<{ code: number | null; output: string }> {
  return new Promise((resolve) => {
    const child = spawn(process.execPath, [...arguments_], {
      cwd: directory,
      stdio: ['ignore', 'pipe', 'pipe'],
      signal,
    });
    let output = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
        output = (output + text).slice(-keptCharacters);
        writeError(text);
      });
    }
    child.on('error', (error) => resolve({ code: null, output: error.message }));
    child.on('close', (code) => resolve({ code, output }));
  });
}
