import { renderMarkdown } from '../markdown/renderMarkdown.ts';
import type { ReportFormat } from '../ReportFormat.ts';

/** The report's words and tables, for an issue or a wiki. No charts. */
export const markdownFormat: ReportFormat = {
  name: 'md',
  extension: 'md',
  needsPrinter: false,
  render: async (document) => renderMarkdown(document),
};
