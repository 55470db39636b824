import { rename, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { ResultDocument } from '../../core/contract/resultDocument.ts';
import { makeDirectory } from '../files/makeDirectory.ts';
import type { PdfPrinter, ReportFormatName } from '../report/ReportFormat.ts';
import { reportFormats } from '../report/reportFormats.ts';

/**
 * Writes a run's report in the formats asked for, each as `report.EXTENSION` in the directory, which is made when it is
 * not there. A file is whole or not there: it is written beside its place first.
 *
 * @returns the paths written, in the order of the formats.
 */
export async function writeReports(
  document: ResultDocument,
  names: readonly ReportFormatName[],
  directory: string,
  printPdf: PdfPrinter,
): Promise<string[]> {
  makeDirectory(directory);
  const paths: string[] = [];
  for (const name of names) {
    const format = reportFormats.find((candidate) => candidate.name === name);
    if (format === undefined) throw new RangeError(`there is no report format "${name}"`);
    const path = join(directory, `report.${format.extension}`);
    const unfinished = `${path}.${process.pid}.part`;
    await writeFile(unfinished, await format.render(document, printPdf));
    await rename(unfinished, path);
    paths.push(path);
  }
  return paths;
}
