import { ActionIcon, Tooltip } from '@mantine/core';
import { IconTable } from '@tabler/icons-react';
import { useState } from 'react';
import type { ChartTable } from '../ChartTable.ts';
import { ChartTableView } from '../ChartTableView.tsx';
import { TimeTracks, type TimeTracksProps } from './TimeTracks.tsx';
import classes from './time.module.css';

interface TracksOrTableProps extends Omit<TimeTracksProps, 'tools'> {
  /** Makes the table that holds the same figures; asked for only while it is shown. */
  table: () => ChartTable;
  /** Tells one step from another: scales and cursor begin anew with it, the choice of tracks or table stays. */
  stepKey: string;
}

/** Tracks on one time axis, or in their place the table of the same figures. */
export function TracksOrTable({ table, stepKey, ...tracks }: TracksOrTableProps) {
  const [asTable, setAsTable] = useState(false);
  const label = asTable ? 'Show the tracks' : 'Show as table';
  const tool = (
    <Tooltip label={label}>
      <ActionIcon size={24} aria-label={label} aria-pressed={asTable} onClick={() => setAsTable(!asTable)}>
        <IconTable size={16} stroke={1.75} aria-hidden="true" />
      </ActionIcon>
    </Tooltip>
  );
  return asTable ? (
    <div className={classes.tableView}>
      <div className={classes.tableBar}>{tool}</div>
      <ChartTableView table={table()} label={tracks.label} />
    </div>
  ) : (
    <TimeTracks key={stepKey} {...tracks} tools={tool} />
  );
}
