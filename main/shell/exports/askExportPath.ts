import { extname } from 'node:path';
import { type BrowserWindow, dialog } from 'electron';
import type { ExportFormat } from './ReportExports.ts';

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
