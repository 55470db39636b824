import { accessSync, constants, statSync } from 'node:fs';
import { rename, rm, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { ResultDocument } from '../../core/contract/resultDocument.ts';
import type { Failure } from '../../core/contract/WorkerMessages.ts';
import { makeDirectory } from '../files/makeDirectory.ts';
import { kindOf } from '../files/regularFile.ts';
import type { PdfPrinter, ReportFormatName } from '../report/ReportFormat.ts';
import { reportFormats } from '../report/reportFormats.ts';
import { FailureError } from '../run/sessions/FailureError.ts';

/**
 * Writes a run's report in the formats asked for, each as `report.EXTENSION` in the directory, which is made when it is
 * not there. A file is whole or not there: it is written beside its place first.
 *
 * @param isStored whether the run can be read from the data directory again.
 * @returns the paths written, in the order of the formats.
 * @throws FailureError when the directory or a file cannot be written, or when the printer fails.
 */
export async function writeReports(
  document: ResultDocument,
  names: readonly ReportFormatName[],
  directory: string,
  printPdf: PdfPrinter,
  isStored: boolean,
): Promise<string[]> {
  openReportDirectory(directory, isStored);
  const paths: string[] = [];
  for (const name of names) {
    const format = reportFormats.find((candidate) => candidate.name === name);
    if (format === undefined) throw new RangeError(`there is no report format "${name}"`);
    const path = join(directory, `report.${format.extension}`);
    await writeWhole(path, await format.render(document, printPdf), isStored);
    paths.push(path);
  }
  return paths;
}

async function writeWhole(path: string, content: string | Uint8Array, isStored: boolean): Promise<void> {
  const unfinished = `${path}.${process.pid}.part`;
  try {
    await writeFile(unfinished, content);
    await rename(unfinished, path);
  } catch (error) {
    await rm(unfinished, { force: true });
    throw new FailureError(unwritten(path, error, isStored));
  }
}

/** Makes a directory for reports where it is not there. @throws FailureError when it cannot be made or written to. */
export function openReportDirectory(directory: string, isStored: boolean): void {
  try {
    makeDirectory(directory);
    accessSync(directory, constants.W_OK);
  } catch (error) {
    throw new FailureError(unwritten(directory, error, isStored));
  }
}

/** Removes a directory's report in every format; without effect where there is none. @throws FailureError */
export async function removeReports(directory: string, isStored: boolean): Promise<void> {
  for (const { extension } of reportFormats) {
    const path = join(directory, `report.${extension}`);
    try {
      await rm(path, { force: true });
    } catch (error) {
      throw new FailureError(unwritten(path, error, isStored));
    }
  }
}

/**
 * The command that writes the PDF of a run, for a shell.
 *
 * @param dataDirectory as it was given; undefined for the usual one.
 * @param out directory to write to, as it was given; undefined for the usual one.
 */
export function reportAgain(runId: string, dataDirectory: string | undefined, out?: string): string {
  const places = [
    ['--data-dir', dataDirectory],
    ['--out', out],
  ].flatMap(([flag, value]) => (flag === undefined || value === undefined ? [] : [flag, quoted(value)]));
  return ['npx inferneo-bench report --run', runId, '--format pdf', ...places].join(' ');
}

/** As one word of a POSIX shell. */
function quoted(text: string): string {
  return /^[\w./:@%+=-]+$/.test(text) ? text : `'${text.replaceAll("'", `'\\''`)}'`;
}

/**
 * Says that a file or directory of a report could not be written, and how to get the report all the same.
 *
 * @param isStored whether the run can be read from the data directory again.
 */
function unwritten(path: string, error: unknown, isStored: boolean): Failure {
  return {
    reason: `${path} could not be written: ${error instanceof Error ? error.message : String(error)}`,
    remedy: isStored
      ? 'The run itself is stored. Make room there or make it writable, or let "inferneo-bench report --out DIR" write it elsewhere'
      : 'The run itself is not stored to its end either: what is shown here is all there is of it. Make room there or make it writable before the next run',
  };
}

/**
 * Why no file can be written at a path, as a sentence's end; undefined when nothing speaks against it. Writes nothing, and
 * opens nothing: a pipe would wait for its reader after the run. What stands under /dev is taken as it is there: the
 * standard output, a pipe that a shell has opened for this very program, or nothing at all.
 */
export function unwritableFile(path: string): string | undefined {
  const file = resolve(path);
  try {
    const existing = statSync(file, { throwIfNoEntry: false });
    const isOpen = /^\/dev\/(stdout|stderr|null|tty|fd\/\d+)$/.test(file);
    if (existing !== undefined && !existing.isFile() && !isOpen) return `is ${kindOf(existing)}, and a file is needed`;
    accessSync(existing === undefined ? dirname(file) : file, constants.W_OK);
    return undefined;
  } catch (error) {
    return `cannot be written: ${error instanceof Error ? error.message : String(error)}`;
  }
}
