import { SegmentedControl, TextInput } from '@mantine/core';
import { IconChevronDown, IconFilter } from '@tabler/icons-react';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useRef, useState } from 'react';
import type { LiveRun } from '../../state/live/LiveRun.ts';
import { LogLines, LogRow } from './LogLines.tsx';
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
