import { createHash } from 'node:crypto';

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
