import { decimalsFor } from '../../../core/format/decimalsFor.ts';
import { formatFixed } from '../../../core/format/formatFixed.ts';
import { formatRunClock } from '../../../core/format/formatRunClock.ts';
import type { ChartCell, ChartTable } from '../../charts/ChartTable.ts';
import type { StepSeries } from '../../state/live/StepSeries.ts';

/** A second of the step in the table. */
interface SecondRow {
  second: number;
  slice: number;
  machine: number;
}

const notMeasured: ChartCell = { text: 'none', raw: '' };

function cell(value: number | undefined, decimals?: number): ChartCell {
  return value === undefined ? notMeasured : { text: formatFixed(value, decimals ?? decimalsFor(value)), raw: value };
}

/** The tracks as a table, newest second first. Percentiles are those of the last slice of each second. */
export function tracksTable({ slices, seconds, machine }: StepSeries): ChartTable {
  const rows: SecondRow[] = [];
  for (let row = seconds.count - 1; row >= 0; row -= 1) {
    const second = Math.floor(seconds.value('seconds', row) ?? 0);
    rows.push({
      second: row,
      slice: slices.rowAt('seconds', second + 1),
      machine: machine.rowAt('seconds', second + 1),
    });
  }
  return {
    columns: [
      'Time',
      'Completed',
      'Failed',
      'p50 ms',
      'p95 ms',
      'p99 ms',
      'In flight',
      'Engine CPU %',
      'Client CPU %',
    ].map((title) => ({ title, numeric: true })),
    rows: rows.map(({ second, slice, machine: reading }) => [
      timeCell(seconds.value('seconds', second) ?? 0),
      cell(seconds.value('completedPerSecond', second), 0),
      cell(seconds.value('failed', second), 0),
      cell(slices.value('p50Ms', slice)),
      cell(slices.value('p95Ms', slice)),
      cell(slices.value('p99Ms', slice)),
      cell(slices.value('inFlight', slice)),
      cell(machine.value('engineCpuPercent', reading), 0),
      cell(machine.value('clientCpuPercent', reading), 0),
    ]),
    note: 'Counts are those of the second; percentiles, requests in flight and processor time are the last ones seen in it.',
  };
}

function timeCell(middleSeconds: number): ChartCell {
  const second = Math.floor(middleSeconds);
  return { text: formatRunClock(second), raw: second };
}
