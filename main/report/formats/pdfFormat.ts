import type { PdfPageOptions, ReportFormat } from '../ReportFormat.ts';
import { renderHtml } from '../sections/renderHtml.ts';

/** The HTML report, printed. */
export const pdfFormat: ReportFormat = {
  name: 'pdf',
  extension: 'pdf',
  needsPrinter: true,
  render: (document, printPdf) => printPdf(renderHtml(document), pdfPageOptions()),
};

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
