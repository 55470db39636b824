import { ScrollRegion } from '../widgets/Pane.tsx';
import tables from '../widgets/widgets.module.css';
import classes from './charts.module.css';

/** A cell: what is shown, and the raw value that an export gets where it differs. */
export interface ChartCell {
  text: string;
  raw?: number | string;
}

/** The table that stands beside a chart and holds the same figures. */
export interface ChartTable {
  columns: { title: string; numeric: boolean }[];
  rows: ChartCell[][];
  /** What the table does not show, or what a mark in it means. */
  note?: string;
}

const mostRows = 1000;

/** The figures of a chart as a table. */
export function ChartTableView({ table, label }: { table: ChartTable; label: string }) {
  const shown = table.rows.slice(0, mostRows);
  const cut =
    table.rows.length > mostRows
      ? `showing ${mostRows} of ${table.rows.length} rows; copy as CSV for all of them`
      : undefined;
  const notes = [table.note, cut].filter((note) => note !== undefined);
  return (
    <ScrollRegion label={`${label}, table`}>
      <table className={tables.table}>
        <thead>
          <tr>
            {table.columns.map((column) => (
              <th key={column.title} scope="col" data-numeric={column.numeric || undefined}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {shown.map((row, index) => (
            <tr key={row[0]?.text ?? index}>
              {row.map((cell, column) => (
                <td
                  key={table.columns[column]?.title ?? column}
                  data-numeric={table.columns[column]?.numeric || undefined}
                >
                  {cell.text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {notes.map((note) => (
        <p key={note} className={classes.note}>
          {note}
        </p>
      ))}
    </ScrollRegion>
  );
}

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
