import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useMemo, useState } from 'react';
import type { SeriesPoint, StepResult } from '../../../core/contract/resultDocument.ts';
import { decimalsFor } from '../../../core/format/decimalsFor.ts';
import { formatFixed } from '../../../core/format/formatFixed.ts';
import { formatRunClock } from '../../../core/format/formatRunClock.ts';
import type { ChartCell, ChartTable } from '../../charts/ChartTable.ts';
import { ChartTableView } from '../../charts/ChartTableView.tsx';
import { TimeTracks } from '../../charts/time/TimeTracks.tsx';
import classes from './results.module.css';
import { seriesPhases, seriesTracks } from './seriesTracks.ts';

/** The step second by second, with what was cut from the measurement hatched. */
export function OverTimeTab({ step }: { step: StepResult }) {
  const [asTable, setAsTable] = useState(false);
  const tracks = useMemo(() => seriesTracks(step), [step]);
  const phases = useMemo(() => seriesPhases(step), [step]);
  const table = useMemo(() => seriesTable(step.series ?? []), [step]);
  const lastSeconds = (step.series?.at(-1)?.atMs ?? 0) / 1000 + 1;
  const totalSeconds = Math.max(lastSeconds, ...phases.map((phase) => phase.toSeconds));
  if (tracks.length === 0) {
    return <p className={classes.nothing}>Nothing to draw: {step.failure?.reason ?? 'no second was recorded'}.</p>;
  }
  const tool = (
    <Tooltip label={asTable ? 'Show the tracks' : 'Show as table'}>
      <ActionIcon
        size={24}
        aria-label={asTable ? 'Show the tracks' : 'Show as table'}
        aria-pressed={asTable}
        onClick={() => setAsTable(!asTable)}
      >
        <IconTable size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
  return asTable ? (
    <div className={classes.tableView}>
      <div>{tool}</div>
      <ChartTableView table={table} label="The step over time" />
    </div>
  ) : (
    <TimeTracks
      label="The step over time"
      tracks={tracks}
      phases={phases}
      events={[]}
      totalSeconds={totalSeconds}
      nowSeconds={lastSeconds - 0.5}
      sliceSeconds={1}
      version={0}
      tools={tool}
    />
  );
}

function seriesTable(series: readonly SeriesPoint[]): ChartTable {
  const cell = (value: number | undefined, decimals?: number): ChartCell =>
    value === undefined
      ? { text: 'none', raw: '' }
      : { text: formatFixed(value, decimals ?? decimalsFor(value)), raw: value };
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
    rows: series.map((point) => [
      { text: formatRunClock(point.atMs / 1000), raw: point.atMs / 1000 },
      cell(point.completed, 0),
      cell(point.failed, 0),
      cell(point.p50Ms),
      cell(point.p95Ms),
      cell(point.p99Ms),
      cell(point.inFlight),
      cell(point.engineCpuPercent, 0),
      cell(point.clientCpuPercent, 0),
    ]),
  };
}
