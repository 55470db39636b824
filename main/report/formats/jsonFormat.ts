import { resultDocument } from '../../../core/contract/resultDocument.ts';
import type { ReportFormat } from '../ReportFormat.ts';

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
