import { createHash } from 'node:crypto';
import { html, type Markup, type MarkupPart } from '../html/html.ts';

export interface TableHead {
  text: MarkupPart;
  numeric?: boolean;
}

export interface TableCell {
  content: MarkupPart;
  /** A reason stands in the place of a figure or an interval that is not there. */
  kind?: 'num' | 'value' | 'interval' | 'reason' | 'text';
  /** What a sortable table sorts this cell by. */
  sort?: number;
}

/** A table of figures before a format has set it: as HTML by `dataTable`, as Markdown by `markdownTable`. */
export interface DataTable {
  /** What it holds, for those who cannot see where it stands. */
  label: string;
  heads: readonly TableHead[];
  /** One cell for each head; the first names the row. */
  rows: readonly (readonly TableCell[])[];
  sortable?: boolean;
  /** Names and values, heads unseen: as much room for the names as for figures, or little beside long texts. */
  pairs?: 'figures' | 'texts';
}

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

/**
 * Makes the heads of tables marked "sortable" into buttons that sort by `data-sort` (a number) or the cell's text. The
 * page is complete without it: nothing is drawn or hidden by script.
 */
export const sortScript = `
for (const table of document.querySelectorAll('table.sortable')) {
  const heads = table.tHead.rows[0].cells;
  [...heads].forEach((head, column) => {
    if (head.dataset.column === undefined) return;
    const button = document.createElement('button');
    button.type = 'button';
    button.append(...head.childNodes);
    head.append(button);
    button.addEventListener('click', () => {
      const descending = head.getAttribute('aria-sort') === 'ascending';
      for (const other of heads) other.removeAttribute('aria-sort');
      head.setAttribute('aria-sort', descending ? 'descending' : 'ascending');
      const key = (row) => row.cells[Number(head.dataset.column)];
      const body = table.tBodies[0];
      const rows = [...body.rows].sort((a, b) => {
        const [left, right] = [key(a), key(b)];
        const numbers = [left.dataset.sort, right.dataset.sort].map(Number);
        if (left.dataset.sort === undefined || right.dataset.sort === undefined) return left.textContent.localeCompare(right.textContent);
        return numbers[0] - numbers[1];
      });
      body.append(...(descending ? rows.reverse() : rows));
    });
  });
}
`;

/** The script's hash as a content security policy names it: this text and no other may run in the page. */
export const sortScriptHash = `sha256-${createHash('sha256').update(sortScript, 'utf8').digest('base64')}`;
