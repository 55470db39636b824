import type { DataTable, TableCell } from '../tables/DataTable.ts';
import { html } from './html.ts';
import type { Markup } from './Markup.ts';

const classOf = { num: 'num', value: 'num value', interval: 'interval', reason: 'reason', text: '' } as const;

/** A table of figures: heads repeat on each printed page, numbers to the right, intervals in a column of their own. */
export function dataTable(table: DataTable): Markup {
  const heads = table.heads.map(
    ({ text, numeric }, column) =>
      html`<th scope="col" class="${numeric ? 'num' : ''}"${table.sortable && html` data-column="${column}"`}>${text}</th>`,
  );
  const rows = table.rows.map(
    (cells) => html`<tr>${cells.map((cell, index) => (index === 0 ? rowHead(cell) : dataCell(cell)))}</tr>`,
  );
  const classes = ['data', table.sortable && 'sortable', table.pairs && `pairs ${table.pairs}`]
    .filter(Boolean)
    .join(' ');
  // On a narrow screen a wide table scrolls in its frame: those without buttons in their heads need a way to reach it.
  const reachable = !table.sortable && !table.pairs && html` tabindex="0" role="group" aria-label="${table.label}"`;
  return html`<div class="wide"${reachable}><table class="${classes}" aria-label="${table.label}"><thead><tr>${heads}</tr></thead><tbody>${rows}</tbody></table></div>`;
}

function rowHead({ content, sort }: TableCell): Markup {
  return html`<th scope="row"${sort !== undefined && html` data-sort="${sort}"`}>${content}</th>`;
}

function dataCell({ content, kind = 'text', sort }: TableCell): Markup {
  return html`<td class="${classOf[kind]}"${sort !== undefined && html` data-sort="${sort}"`}>${content}</td>`;
}
