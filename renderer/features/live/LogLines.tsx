import { Box } from '@mantine/core';
import type { ReactNode, RefObject } from 'react';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { formatFixed } from '../../../core/format/formatFixed.ts';
import { formatRunClock } from '../../../core/format/formatRunClock.ts';
import classes from './live.module.css';

interface LogLinesProps {
  scroll: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  totalPx: number;
  children: ReactNode;
}

/** The scrolling lines; it takes the focus so that the arrow keys scroll it. */
export function LogLines({ scroll, onScroll, totalPx, children }: LogLinesProps) {
  return (
    <Box
      ref={scroll}
      className={classes.lines}
      role="log"
      aria-live="off"
      aria-label="Log lines"
      tabIndex={0}
      onScroll={onScroll}
    >
      <div style={{ height: totalPx, position: 'relative' }}>{children}</div>
    </Box>
  );
}

/** One line: when, how grave, who, what. */
export function LogRow({ line, topPx }: { line: LogLine; topPx: number }) {
  return (
    <p className={classes.logLine} style={{ transform: `translateY(${topPx}px)` }}>
      <span className={classes.logMeta}>{line.atMs === undefined ? '' : clock(line.atMs)}</span>
      <span className={classes.logLevel} data-level={line.level}>
        {line.level}
      </span>
      <span className={classes.logMeta}>{line.source}</span>
      <span title={line.message}>{line.message}</span>
    </p>
  );
}

/** Run clock with tenths: "1:01.1". */
function clock(atMs: number): string {
  const tenths = formatFixed(Math.floor((atMs % 1000) / 100), 0);
  return `${formatRunClock(atMs / 1000)}.${tenths}`;
}
