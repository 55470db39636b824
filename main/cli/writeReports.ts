import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultDocument } from '../../core/contract/resultDocument.ts';
import type { PdfPrinter, ReportFormatName } from '../report/ReportFormat.ts';
import { reportFormats } from '../report/reportFormats.ts';
import { FailureError } from '../run/sessions/FailureError.ts';
import { openReportDirectory } from './openReportDirectory.ts';
import { unwritten } from './unwritten.ts';

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
