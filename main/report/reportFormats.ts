import { type ResultDocument, resultDocument } from '../../core/contract/resultDocument.ts';
import { csvField, stepColumns } from './csv/csvColumns.ts';
import { renderMarkdown } from './markdown/renderMarkdown.ts';
import { renderHtml } from './sections/renderHtml.ts';

/** One self-contained page, for a screen and for a printer. */
export const htmlFormat: ReportFormat = {
  name: 'html',
  extension: 'html',
  needsPrinter: false,
  render: async (document) => renderHtml(document),
};

/** The HTML report, printed. */
export const pdfFormat: ReportFormat = {
  name: 'pdf',
  extension: 'pdf',
  needsPrinter: true,
  render: (document, printPdf) => printPdf(renderHtml(document), pdfPageOptions()),
};

/** The report's words and tables, for an issue or a wiki. No charts. */
export const markdownFormat: ReportFormat = {
  name: 'md',
  extension: 'md',
  needsPrinter: false,
  render: async (document) => renderMarkdown(document),
};

const lineEnd = '\r\n';

/** One row a step, raw numbers in the units that their columns name, the run's own facts repeated in each row. */
export const csvFormat: ReportFormat = {
  name: 'csv',
  extension: 'csv',
  needsPrinter: false,
  render: async ({ run, steps }) => {
    const header = ['run', 'runNumber', 'startedAt', 'status', ...stepColumns.map(({ name }) => name)];
    const ofRun = [run.id, run.number, run.startedAt, run.status];
    const rows = steps.map((step) => [...ofRun, ...stepColumns.map((column) => column.value(step))]);
    return [header, ...rows].map((row) => row.map(csvField).join(',') + lineEnd).join('');
  },
};

/**
 * The result document itself, indented, its fields in the order in which the contract names them (further ones after).
 * A document that breaks the contract is not written: the error names the field.
 */
export const jsonFormat: ReportFormat = {
  name: 'json',
  extension: 'json',
  needsPrinter: false,
  render: async (document) => {
    const checked = resultDocument.safeParse(document);
    if (!checked.success) {
      const issue = checked.error.issues[0];
      const field = issue?.path.join('.') ?? '';
      throw new Error(
        `the run cannot be written as JSON: ${field || 'the document'}: ${issue?.message ?? 'not understood'}`,
      );
    }
    return `${JSON.stringify(checked.data, null, 2)}\n`;
  },
};

/** Every way to write a run down, the one for reading first. A new format is one file here and one line below. */
export const reportFormats: readonly ReportFormat[] = [htmlFormat, pdfFormat, markdownFormat, csvFormat, jsonFormat];

export const reportFormatNames = ['html', 'pdf', 'md', 'csv', 'json'] as const;
export type ReportFormatName = (typeof reportFormatNames)[number];

/**
 * Prints a self-contained HTML page as PDF. Printing needs a browser, which reports do not have: the window hands in its
 * own, the command line one that it starts. Rejects when the page cannot be printed.
 */
export type PdfPrinter = (html: string, options: PdfPageOptions) => Promise<Uint8Array>;

/** A way to write a run down. One file per format, listed in `reportFormats`. */
export interface ReportFormat {
  readonly name: ReportFormatName;
  /** Of the file, without a dot. */
  readonly extension: string;
  /** Whether `render` calls the printer. */
  readonly needsPrinter: boolean;
  /** The file's whole content: text is UTF-8. */
  render(document: ResultDocument, printPdf: PdfPrinter): Promise<string | Uint8Array>;
}

/** How a report's pages are printed, in the words of Electron's printToPDF and of Chromium's Page.printToPDF. */
export interface PdfPageOptions {
  preferCSSPageSize: true;
  printBackground: true;
  displayHeaderFooter: true;
  headerTemplate: string;
  footerTemplate: string;
  generateTaggedPDF: true;
  generateDocumentOutline: true;
}

/**
 * Options for printing a report. Only "5 of 9" is left to the printer, which alone knows how many pages there are; it
 * cannot use the page's own fonts, and a font of its own would arrive too late to be drawn.
 */
export function pdfPageOptions(): PdfPageOptions {
  return {
    preferCSSPageSize: true,
    printBackground: true,
    displayHeaderFooter: true,
    headerTemplate: '<span></span>',
    footerTemplate:
      '<div style="position:absolute;right:20mm;bottom:8mm;font:7pt/9pt Inter,Arial,Helvetica,sans-serif;color:#646c79;-webkit-print-color-adjust:exact"><span class="pageNumber"></span> of <span class="totalPages"></span></div>',
    generateTaggedPDF: true,
    generateDocumentOutline: true,
  };
}
