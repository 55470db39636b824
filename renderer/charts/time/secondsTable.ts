import { decimalsFor } from '../../../core/format/decimalsFor.ts';
import { formatFixed } from '../../../core/format/formatFixed.ts';
import { formatRunClock } from '../../../core/format/formatRunClock.ts';
import type { ChartCell, ChartTable } from '../ChartTable.ts';

/** A second of a step; figures that it lacks were not measured in it. */
export interface SecondRow {
  /** Seconds since the step's start. */
  second: number;
  completed: number | undefined;
  failed: number | undefined;
  p50Ms: number | undefined;
  p95Ms: number | undefined;
  p99Ms: number | undefined;
  inFlight: number | undefined;
  engineCpuPercent: number | undefined;
  clientCpuPercent: number | undefined;
}

const titles = [
  'Time',
  'Completed',
  'Failed',
  'p50 ms',
  'p95 ms',
  'p99 ms',
  'In flight',
  'Engine CPU %',
  'Client CPU %',
];

function cell(value: number | undefined, decimals?: number): ChartCell {
  return value === undefined
    ? { text: 'none', raw: '' }
    : { text: formatFixed(value, decimals ?? decimalsFor(value)), raw: value };
}

/** The tracks of a step as a table, a row for each second. */
export function secondsTable(rows: readonly SecondRow[], note?: string): ChartTable {
  return {
    columns: titles.map((title) => ({ title, numeric: true })),
    rows: rows.map((row) => [
      { text: formatRunClock(row.second), raw: row.second },
      cell(row.completed, 0),
      cell(row.failed, 0),
      cell(row.p50Ms),
      cell(row.p95Ms),
      cell(row.p99Ms),
      cell(row.inFlight),
      cell(row.engineCpuPercent, 0),
      cell(row.clientCpuPercent, 0),
    ]),
    ...(note === undefined ? {} : { note }),
  };
}
