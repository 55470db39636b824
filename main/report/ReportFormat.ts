import type { ResultDocument } from '../../core/contract/resultDocument.ts';

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
