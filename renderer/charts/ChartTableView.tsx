import { ScrollRegion } from '../widgets/ScrollRegion.tsx';
import tables from '../widgets/widgets.module.css';
import type { ChartTable } from './ChartTable.ts';
import classes from './charts.module.css';

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
