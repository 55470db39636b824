import { IconChevronRight } from '@tabler/icons-react';
import { formatRunClock } from '../../../core/format/formatRunClock.ts';
import type { LiveRun } from '../../state/live/LiveRun.ts';
import classes from './live.module.css';

/** The log in one line: how many warnings, and the newest of them or the newest line. */
export function FoldedLog({ run, onOpen }: { run: LiveRun; onOpen: () => void }) {
  const newest = run.log.findLast((line) => line.level !== 'info') ?? run.log.at(-1);
  const at = newest?.atMs === undefined ? '' : `${formatRunClock(newest.atMs / 1000)} `;
  return (
    <button type="button" className={classes.folded} aria-expanded="false" onClick={onOpen}>
      <IconChevronRight size={16} stroke={1.75} aria-hidden="true" />
      <strong>Log</strong>
      {run.warnings === 0 ? null : (
        <span className={classes.foldedWarnings}>
          {run.warnings} {run.warnings === 1 ? 'warning' : 'warnings'}
        </span>
      )}
      <code>{newest === undefined ? '' : `${at}${newest.message}`}</code>
    </button>
  );
}
