import type { ChartTable } from '../../charts/ChartTable.ts';
import { type SecondRow, secondsTable } from '../../charts/time/secondsTable.ts';
import type { StepSeries } from '../../state/live/StepSeries.ts';

const note =
  'Counts are those of the second; percentiles, requests in flight and processor time are the last ones seen in it.';

/** The tracks of a running step as a table, newest second first. */
export function tracksTable({ slices, seconds, machine }: StepSeries): ChartTable {
  const rows: SecondRow[] = [];
  for (let row = seconds.count - 1; row >= 0; row -= 1) {
    const second = Math.floor(seconds.value('seconds', row) ?? 0);
    const slice = slices.rowAt('seconds', second + 1);
    const reading = machine.rowAt('seconds', second + 1);
    rows.push({
      second,
      completed: seconds.value('completedPerSecond', row),
      failed: seconds.value('failed', row),
      p50Ms: slices.value('p50Ms', slice),
      p95Ms: slices.value('p95Ms', slice),
      p99Ms: slices.value('p99Ms', slice),
      inFlight: slices.value('inFlight', slice),
      engineCpuPercent: machine.value('engineCpuPercent', reading),
      clientCpuPercent: machine.value('clientCpuPercent', reading),
    });
  }
  return secondsTable(rows, note);
}
