import { extname, join } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ExportOutcome } from '../../../core/contract/ipc.ts';
import type { ResultDocument } from '../../../core/contract/resultDocument.ts';
import type { PdfPrinter, ReportFormat } from '../../report/ReportFormat.ts';
import { FailureError } from '../../run/sessions/FailureError.ts';
import { writeFileAtomically } from './writeFileAtomically.ts';

export type ExportFormat = 'html' | 'pdf';

export interface ReportExportsOptions {
  showRun(run: string): Promise<ResultDocument | null>;
  formats: Record<ExportFormat, Pick<ReportFormat, 'render'>>;
  printPdf: PdfPrinter;
  /** Asks the user where to; undefined when they changed their mind. */
  askPath(suggestedPath: string, format: ExportFormat): Promise<string | undefined>;
  /** Where an export is offered to go. */
  directory: string;
}

/** Writes reports of runs to where the user wants them, and remembers what it wrote: only that may be shown in its folder. */
export class ReportExports {
  readonly #options: ReportExportsOptions;
  readonly #written = new Set<string>();

  constructor(options: ReportExportsOptions) {
    this.#options = options;
  }

  /**
   * @param run its id, its number, or `latest`
   * @throws FailureError when there is no such run, or its report cannot be made or written
   */
  async export(run: string, format: ExportFormat): Promise<ExportOutcome> {
    const document = await this.#options.showRun(run);
    if (document === null) throw new FailureError(noSuchRun(run));
    const suggested = join(this.#options.directory, `inferneo-bench-run-${document.run.number}.${format}`);
    const path = await this.#options.askPath(suggested, format);
    if (path === undefined) return { saved: false };
    const content = await this.#render(document, format);
    try {
      await writeFileAtomically(path, content);
    } catch (error) {
      throw new FailureError({
        reason: `The report could not be written to ${path}`,
        remedy: 'Choose another place, one that can be written to and has room.',
        detail: String(error),
      });
    }
    this.#written.add(path);
    return { saved: true, path };
  }

  /** Whether a path is one that an export of this session has written. */
  hasWritten(path: string): boolean {
    return this.#written.has(path);
  }

  async #render(document: ResultDocument, format: ExportFormat): Promise<string | Uint8Array> {
    try {
      return await this.#options.formats[format].render(document, this.#options.printPdf);
    } catch (error) {
      throw new FailureError({
        reason: `The report of run ${document.run.number} could not be made as ${format.toUpperCase()}`,
        remedy:
          format === 'pdf' ? 'Export HTML instead and print that from a browser.' : 'Report it with the text below.',
        detail: error instanceof Error ? (error.stack ?? error.message) : String(error),
      });
    }
  }
}

function noSuchRun(run: string): FailureError['failure'] {
  if (run === 'latest') {
    return { reason: 'There is no run to export yet', remedy: 'Start one first, for example with Quick benchmark.' };
  }
  return { reason: `There is no run ${run}`, remedy: 'Open History and choose one that is listed.' };
}

/** The report formats that the window exports, loaded when first used: drawing charts is a large library. */
export const exportFormats: ReportExportsOptions['formats'] = {
  html: {
    render: async (document, printPdf) => {
      const { htmlFormat } = await import('../../report/formats/htmlFormat.ts');
      return htmlFormat.render(document, printPdf);
    },
  },
  pdf: {
    render: async (document, printPdf) => {
      const { pdfFormat } = await import('../../report/formats/pdfFormat.ts');
      return pdfFormat.render(document, printPdf);
    },
  },
};

const kinds = {
  html: { name: 'Web page', extensions: ['html'] },
  pdf: { name: 'PDF document', extensions: ['pdf'] },
};

/** Asks where a report should go; undefined when the user changed their mind. The name gets the format's extension. */
export async function askExportPath(
  window: BrowserWindow,
  suggestedPath: string,
  format: ExportFormat,
): Promise<string | undefined> {
  const answer = await dialog.showSaveDialog(window, {
    title: format === 'html' ? 'Export HTML' : 'Export PDF',
    defaultPath: suggestedPath,
    filters: [kinds[format]],
    properties: ['createDirectory', 'showOverwriteConfirmation'],
  });
  if (answer.canceled || answer.filePath === '') return undefined;
  return extname(answer.filePath) === '' ? `${answer.filePath}.${format}` : answer.filePath;
}
