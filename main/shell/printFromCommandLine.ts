import { readFile } from 'node:fs/promises';
import { resolve } from 'node:path';
import { app } from 'electron';
import { printToPdf } from './exports/printToPdf.ts';
import { writeFileAtomically } from './exports/writeFileAtomically.ts';
import type { ShellArguments } from './shellArguments.ts';
import { passingProfile } from './startWindow.ts';

/** Prints an HTML file as PDF without a window or a database, for the command line, and ends: 0, or 1 with a message. */
export async function printFromCommandLine(
  request: ShellArguments & { mode: 'printPdf' },
  cacheDirectory: string,
): Promise<void> {
  app.disableHardwareAcceleration();
  // The end of the printing page is not the end of the program: the file is written after it.
  app.on('window-all-closed', () => undefined);
  app.setPath('userData', passingProfile(cacheDirectory));
  let exitCode = 0;
  try {
    await app.whenReady();
    const html = await readFile(resolve(request.inputPath), 'utf8');
    await writeFileAtomically(resolve(request.outputPath), await printToPdf(html, request.options));
  } catch (error) {
    process.stderr.write(`${request.outputPath} could not be written: ${messageOf(error)}\n`);
    exitCode = 1;
  }
  app.exit(exitCode);
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
