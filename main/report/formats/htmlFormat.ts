import type { ReportFormat } from '../ReportFormat.ts';
import { renderHtml } from '../sections/renderHtml.ts';

/** One self-contained page, for a screen and for a printer. */
export const htmlFormat: ReportFormat = {
  name: 'html',
  extension: 'html',
  needsPrinter: false,
  render: async (document) => renderHtml(document),
};
