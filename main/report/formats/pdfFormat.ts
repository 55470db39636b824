import { renderHtml } from '../html/renderHtml.ts';
import { pdfPageOptions } from '../pdf/pdfPageOptions.ts';
import type { ReportFormat } from '../ReportFormat.ts';

/** The HTML report, printed. */
export const pdfFormat: ReportFormat = {
  name: 'pdf',
  extension: 'pdf',
  needsPrinter: true,
  render: (document, printPdf) => printPdf(renderHtml(document), pdfPageOptions()),
};
