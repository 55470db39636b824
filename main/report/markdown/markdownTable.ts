import { html, type MarkupPart } from '../html/html.ts';
import { markupText } from '../html/markupText.ts';
import type { DataTable, TableCell } from '../tables/DataTable.ts';
import { markdownText } from './markdownText.ts';

/** A table as GitHub reads it: numbers to the right, values in bold. */
export function markdownTable({ heads, rows }: DataTable): string {
  const head = heads.map(({ text }) => plain(text));
  const rule = heads.map(({ numeric }) => (numeric ? '---:' : '---'));
  return [head, rule, ...rows.map((cells) => cells.map(cellText))].map((line) => `| ${line.join(' | ')} |`).join('\n');
}

function cellText({ content, kind }: TableCell): string {
  const text = plain(content);
  return kind === 'value' && text !== '' ? `**${text}**` : text;
}

function plain(part: MarkupPart): string {
  return markdownText(markupText(html`${part}`));
}
