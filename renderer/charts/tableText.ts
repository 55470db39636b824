import type { ChartCell, ChartTable } from './ChartTable.ts';

const rawText = (cell: ChartCell): string => String(cell.raw ?? cell.text);

function quote(text: string): string {
  // A leading sign or @ would be run as a formula by spreadsheets; a quote before it makes it text.
  const guarded = /^[=+@\t\r]|^-(?![\d.])/.test(text) ? `'${text}` : text;
  return /[",\n\r]/.test(guarded) ? `"${guarded.replaceAll('"', '""')}"` : guarded;
}

/** The table as CSV with raw values, RFC 4180. */
export function tableToCsv(table: ChartTable): string {
  const lines = [table.columns.map((column) => column.title), ...table.rows.map((row) => row.map(rawText))];
  return lines.map((line) => `${line.map(quote).join(',')}\r\n`).join('');
}

/** The table as Markdown, as it is shown. */
export function tableToMarkdown(table: ChartTable): string {
  const cell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');
  const line = (cells: string[]): string => `| ${cells.map(cell).join(' | ')} |\n`;
  const head = line(table.columns.map((column) => column.title));
  const rule = line(table.columns.map((column) => (column.numeric ? '--:' : '---')));
  const note = table.note === undefined ? '' : `\n${table.note}\n`;
  return `${head}${rule}${table.rows.map((row) => line(row.map((one) => one.text))).join('')}${note}`;
}
