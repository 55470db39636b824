import { Box, SegmentedControl, TextInput } from '@mantine/core';
import { IconChevronDown, IconChevronRight, IconFilter } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { type ReactNode, type RefObject, useEffect, useRef, useState } from 'react';
import type { LogLine } from '../../../core/contract/WorkerMessages.ts';
import { formatRunClock } from '../../../core/format/durations.ts';
import { formatFixed } from '../../../core/format/numbers.ts';
import type { LiveRun } from '../../state/live/LiveRun.ts';
import classes from './live.module.css';

const lineHeightPx = 18;
const nearEndPx = lineHeightPx * 2;

/** What the run and its processes say, newest at the foot; it follows the newest line unless one scrolls away. */
export function LogPane({ run, onFold }: { run: LiveRun; onFold: () => void }) {
  const [only, setOnly] = useState<'all' | 'warnings'>('all');
  const [words, setWords] = useState('');
  const [following, setFollowing] = useState(true);
  const scroll = useRef<HTMLDivElement>(null);
  const wanted = words.trim().toLowerCase();
  const lines = run.log.filter(
    (line) =>
      (only === 'all' || line.level !== 'info') &&
      (wanted === '' || `${line.source} ${line.message}`.toLowerCase().includes(wanted)),
  );
  const rows = useVirtualizer({
    count: lines.length,
    getScrollElement: () => scroll.current,
    estimateSize: () => lineHeightPx,
    overscan: 10,
  });
  const count = lines.length;
  useEffect(() => {
    if (following && count > 0) {
      rows.scrollToIndex(count - 1, { align: 'end' });
    }
  }, [count, following, rows]);

  const onScroll = (): void => {
    const element = scroll.current;
    if (element !== null) {
      setFollowing(element.scrollHeight - element.scrollTop - element.clientHeight < nearEndPx);
    }
  };

  return (
    <section className={classes.log} aria-label="Log" data-pane="" tabIndex={-1}>
      <div className={classes.logBar}>
        <button type="button" className={classes.fold} aria-expanded="true" onClick={onFold}>
          <IconChevronDown size={16} stroke={1.75} aria-hidden="true" />
          <strong>Log</strong>
        </button>
        <SegmentedControl
          aria-label="Lines"
          data={[
            { value: 'all', label: 'All' },
            { value: 'warnings', label: `Warnings ${run.warnings}` },
          ]}
          value={only}
          onChange={(value) => setOnly(value === 'all' ? 'all' : 'warnings')}
        />
        <TextInput
          className={classes.logFilter}
          aria-label="Filter the log"
          placeholder="Filter"
          leftSection={<IconFilter size={14} stroke={1.75} aria-hidden="true" />}
          value={words}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
        <span className={classes.following}>
          {following ? (
            'Following the newest line'
          ) : (
            <button type="button" className="link" onClick={() => setFollowing(true)}>
              Follow the newest line
            </button>
          )}
        </span>
      </div>
      {count === 0 ? (
        <p className={classes.noLine}>{run.log.length === 0 ? 'No line yet' : 'No line matches'}</p>
      ) : null}
      <LogLines scroll={scroll} onScroll={onScroll} totalPx={rows.getTotalSize()}>
        {rows.getVirtualItems().map((item) => {
          const line = lines[item.index];
          return line === undefined ? null : <LogRow key={item.key} line={line} topPx={item.start} />;
        })}
      </LogLines>
    </section>
  );
}

interface LogLinesProps {
  scroll: RefObject<HTMLDivElement | null>;
  onScroll: () => void;
  totalPx: number;
  children: ReactNode;
}

/** The scrolling lines; it takes the focus so that the arrow keys scroll it. */
function LogLines({ scroll, onScroll, totalPx, children }: LogLinesProps) {
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
function LogRow({ line, topPx }: { line: LogLine; topPx: number }) {
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
